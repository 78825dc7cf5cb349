import org.jspecify.annotations.NullMarked;

/** The global lock, blocking I/O beside it, the strategy SPI, reference counts and traces. */
@NullMarked
@SuppressWarnings("module") // the strategies are compiled later
module dev.gil.core {
  requires static java.management;
  requires static transitive java.net.http;
  requires static transitive java.sql;
  requires static jdk.jfr;
  requires static transitive org.jspecify;

  exports dev.gil;
  exports dev.gil.io;
  exports dev.gil.kernel;
  exports dev.gil.refcount;
  exports dev.gil.spi;
  exports dev.gil.trace;
  exports dev.gil.internal.files to
      dev.gil.executors;
  exports dev.gil.internal.kernel to
      dev.gil.executors;
  exports dev.gil.internal.log to
      dev.gil.executors;
  exports dev.gil.internal.mount to
      dev.gil.executors;

  uses dev.gil.spi.Codec;
  uses dev.gil.spi.ParallelismStrategy;
}
