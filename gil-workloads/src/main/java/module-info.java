import org.jspecify.annotations.NullMarked;

/** The catalogue of workloads, how they are measured, and the {@code gil} command line. */
@NullMarked
module dev.gil.workloads {
  requires static transitive org.jspecify;
  requires com.google.gson;
  requires transitive dev.gil.core;
  requires dev.gil.executors;
  requires info.picocli;
  requires java.logging;
  requires java.management;
  requires jdk.management;
  requires me.tongfei.progressbar;

  exports dev.gil.workloads;
  exports dev.gil.workloads.cli;

  uses dev.gil.workloads.Workload;
  uses dev.gil.workloads.cli.CommandProvider;

  provides dev.gil.workloads.Workload with
      dev.gil.workloads.CountWorkload,
      dev.gil.workloads.PrimesWorkload,
      dev.gil.workloads.RefCountWorkload;

  opens dev.gil.workloads.cli to
      info.picocli;
}
