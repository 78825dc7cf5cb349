package dev.gil.arrays.internal;

import dev.gil.arrays.scalar.ScalarBlas;
import dev.gil.arrays.spi.BlasEngine;

/** The engines of linear algebra in this JVM: one choice for all kernels that multiply matrices. */
public final class BlasEngines {
  /** Found once. */
  public static final Engines<BlasEngine> HERE =
      Engines.find("blas", "dev.gil.blas", BlasEngine.class, new ScalarBlas());

  private BlasEngines() {}
}
