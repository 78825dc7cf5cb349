import org.jspecify.annotations.NullMarked;

/** A native call that may crash, in worker processes. */
@NullMarked
module dev.gil.examples.crash {
  requires static org.jspecify;
  requires dev.gil.core;
  requires dev.gil.executors;
}
