import org.jspecify.annotations.NullMarked;

/** Concurrent code that is tested with random programs. */
@NullMarked
module dev.gil.examples.bank {
  requires static org.jspecify;
  requires dev.gil.executors;
}
