import org.jspecify.annotations.NullMarked;

/** The global lock, the strategy SPI, reference counts and traces. */
@NullMarked
module dev.gil.core {
  requires static java.management;
  requires static transitive org.jspecify;

  exports dev.gil;
  exports dev.gil.refcount;
  exports dev.gil.spi;
  exports dev.gil.trace;

  uses dev.gil.spi.ParallelismStrategy;
}
