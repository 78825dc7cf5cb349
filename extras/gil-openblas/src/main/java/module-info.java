import org.jspecify.annotations.NullMarked;

/** Linear algebra by OpenBLAS, found by {@link java.util.ServiceLoader}. */
@NullMarked
module dev.gil.openblas {
  requires dev.gil.executors;
  requires static org.jspecify;

  provides dev.gil.arrays.spi.BlasEngine with
      dev.gil.openblas.OpenBlas;
}
