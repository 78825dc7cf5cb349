import org.jspecify.annotations.NullMarked;

/** The shipped kernels by the Vector API, found by {@link java.util.ServiceLoader}. */
@NullMarked
module dev.gil.vector {
  requires dev.gil.executors;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides dev.gil.arrays.spi.BlasEngine with
      dev.gil.vector.VectorBlas;
  provides dev.gil.image.spi.ResizeEngine with
      dev.gil.vector.VectorResize;
}
