import org.jspecify.annotations.NullMarked;

/** A strategy of one's own, in a module of its own. */
@NullMarked
module dev.gil.examples.batched {
  requires static org.jspecify;
  requires dev.gil.core;

  provides dev.gil.spi.ParallelismStrategy with
      dev.gil.examples.batched.Batched;
}
