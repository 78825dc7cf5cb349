package dev.gil.vector;

import dev.gil.arrays.spi.BlasEngine;
import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Linear algebra by the Vector API, in Java alone. Unavailable where the module {@code
 * jdk.incubator.vector} is not there: {@code --add-modules jdk.incubator.vector} brings it.
 *
 * <p>A cancel is seen after five million multiplications of a product at most, and between pieces
 * of a vector.
 */
public final class VectorBlas implements BlasEngine {
  /** Called by {@link java.util.ServiceLoader}. */
  public VectorBlas() {}

  @Override
  public String id() {
    return "vector";
  }

  @Override
  public int preference() {
    return 10;
  }

  @Override
  public Optional<String> unavailable() {
    return Incubator.problem();
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
    DoubleProduct.run(shape, alpha, a, b, beta, c, cancel);
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
    FloatProduct.run(shape, alpha, a, b, beta, c, cancel);
  }

  @Override
  public void daxpy(long n, double alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    DoubleVectors.axpy(n, alpha, x, y, cancel);
  }

  @Override
  public void saxpy(long n, float alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    FloatVectors.axpy(n, alpha, x, y, cancel);
  }

  @Override
  public double ddot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    return DoubleVectors.dot(n, x, y, cancel);
  }

  @Override
  public double sdot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    return FloatVectors.dot(n, x, y, cancel);
  }

  @Override
  public double dsum(long n, MemorySegment x, CancelPoll cancel) {
    return DoubleVectors.sum(n, x, cancel);
  }

  @Override
  public double ssum(long n, MemorySegment x, CancelPoll cancel) {
    return FloatVectors.sum(n, x, cancel);
  }
}
