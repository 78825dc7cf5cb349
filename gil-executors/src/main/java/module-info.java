import org.jspecify.annotations.NullMarked;

/**
 * The built-in strategies, found by {@link java.util.ServiceLoader}: open them by id with {@code
 * dev.gil.spi.Strategies}.
 */
@NullMarked
module dev.gil.executors {
  requires com.github.benmanes.caffeine;
  requires java.management;
  requires jdk.management;
  requires org.jctools.core.jdk11;
  requires static org.jspecify;
  requires transitive dev.gil.core;

  exports dev.gil.advisor;
  exports dev.gil.arrays;
  exports dev.gil.arrays.spi;
  exports dev.gil.crypto;
  exports dev.gil.learn;
  exports dev.gil.image;
  exports dev.gil.image.spi;

  uses dev.gil.arrays.spi.BlasEngine;
  uses dev.gil.image.spi.ResizeEngine;

  provides dev.gil.arrays.spi.BlasEngine with
      dev.gil.arrays.scalar.ScalarBlas;
  provides dev.gil.image.spi.ResizeEngine with
      dev.gil.image.scalar.ScalarResize;
  provides dev.gil.spi.ParallelismStrategy with
      dev.gil.executors.single.SingleStrategy,
      dev.gil.executors.threads.ThreadsStrategy,
      dev.gil.executors.kernels.KernelsStrategy,
      dev.gil.executors.virtual.VirtualStrategy,
      dev.gil.executors.free.FreeStrategy,
      dev.gil.executors.explicit.VirtualExplicitStrategy,
      dev.gil.executors.eventloop.EventLoopStrategy,
      dev.gil.executors.processes.ProcessesStrategy;
}
