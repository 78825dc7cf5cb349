import org.jspecify.annotations.NullMarked;

/** Placeholder. */
@NullMarked
module dev.gil.workloads {
  requires static transitive org.jspecify;
  requires com.google.common;
  requires com.google.gson;
  requires transitive dev.gil.core;
  requires dev.gil.executors;
  requires info.picocli;
  requires me.tongfei.progressbar;

  exports dev.gil.workloads;

  opens dev.gil.workloads.cli to
      info.picocli;
}
