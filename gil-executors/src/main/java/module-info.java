import org.jspecify.annotations.NullMarked;

/** Placeholder. */
@NullMarked
module dev.gil.executors {
  requires static transitive org.jspecify;
  requires transitive dev.gil.core;

  exports dev.gil.executors;
}
