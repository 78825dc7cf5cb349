package dev.gil.openblas;

import dev.gil.arrays.spi.BlasEngine;
import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Linear algebra by OpenBLAS, on the calling thread alone. Unavailable where its library is missing
 * or made for another machine: a jar of {@code org.bytedeco:openblas} with this system's classifier
 * brings it, and {@code -Ddev.gil.openblas.library=FILE} names another one.
 *
 * <p>A call into the library cannot be cancelled, so a product is cut into some: a cancel is seen
 * after 250 million multiplications of doubles or 500 million of floats, or where C has more than
 * some 600 columns after 512 or 1,024 of its rows by 768 of the inner size.
 */
public final class OpenBlas implements BlasEngine {
  /** Called by {@link java.util.ServiceLoader}. */
  public OpenBlas() {}

  @Override
  public String id() {
    return "openblas";
  }

  @Override
  public int preference() {
    return 20;
  }

  @Override
  public Optional<String> unavailable() {
    return Loaded.problem();
  }

  @Override
  public void dgemm(
      ProductShape shape,
      double alpha,
      MemorySegment a,
      MemorySegment b,
      double beta,
      MemorySegment c,
      CancelPoll cancel) {
    Products.doubles(Loaded.routines(), shape, alpha, a, b, beta, c, cancel);
  }

  @Override
  public void sgemm(
      ProductShape shape,
      float alpha,
      MemorySegment a,
      MemorySegment b,
      float beta,
      MemorySegment c,
      CancelPoll cancel) {
    Products.floats(Loaded.routines(), shape, alpha, a, b, beta, c, cancel);
  }

  @Override
  public void daxpy(long n, double alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    Vectors.daxpy(Loaded.routines(), n, alpha, x, y, cancel);
  }

  @Override
  public void saxpy(long n, float alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    Vectors.saxpy(Loaded.routines(), n, alpha, x, y, cancel);
  }

  @Override
  public double ddot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    return Vectors.ddot(Loaded.routines(), n, x, y, cancel);
  }

  @Override
  public double sdot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    return Vectors.sdot(Loaded.routines(), n, x, y, cancel);
  }

  @Override
  public double dsum(long n, MemorySegment x, CancelPoll cancel) {
    return Vectors.dsum(Loaded.routines(), n, x, cancel);
  }

  @Override
  public double ssum(long n, MemorySegment x, CancelPoll cancel) {
    return Vectors.ssum(Loaded.routines(), n, x, cancel);
  }
}
