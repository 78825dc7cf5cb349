package dev.gil.arrays.scalar;

import dev.gil.arrays.spi.BlasEngine;
import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Linear algebra in plain loops: needs nothing, and has about a seventh of a tuned engine's speed
 * in products.
 */
public final class ScalarBlas implements BlasEngine {
  /** Called by {@link java.util.ServiceLoader}. */
  public ScalarBlas() {}

  @Override
  public String id() {
    return "scalar";
  }

  @Override
  public int preference() {
    return 0;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
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
    ScalarDgemm.run(shape, alpha, a, b, beta, c, cancel);
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
    ScalarSgemm.run(shape, alpha, a, b, beta, c, cancel);
  }

  @Override
  public void daxpy(long n, double alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    ScalarLevel1.daxpy(n, alpha, x, y, cancel);
  }

  @Override
  public void saxpy(long n, float alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    ScalarLevel1.saxpy(n, alpha, x, y, cancel);
  }

  @Override
  public double ddot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    return ScalarLevel1.ddot(n, x, y, cancel);
  }

  @Override
  public double sdot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    return ScalarLevel1.sdot(n, x, y, cancel);
  }

  @Override
  public double dsum(long n, MemorySegment x, CancelPoll cancel) {
    return ScalarLevel1.dsum(n, x, cancel);
  }

  @Override
  public double ssum(long n, MemorySegment x, CancelPoll cancel) {
    return ScalarLevel1.ssum(n, x, cancel);
  }
}
