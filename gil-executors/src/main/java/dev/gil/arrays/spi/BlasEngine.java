package dev.gil.arrays.spi;

import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;

/**
 * Linear algebra on bare memory. Callers have checked everything: sizes fit their segments, no
 * output overlaps an input, and the memory stays alive. An engine takes no lock and checks nothing;
 * users call {@link dev.gil.arrays.Blas}.
 *
 * <p>Segments are outside the heap, in this machine's byte order, aligned for their elements. NaN
 * and infinities propagate as IEEE 754 says for the sums as they are written; the order of
 * additions is the engine's. No order of terms is promised, so two engines may differ in the last
 * digits.
 */
public interface BlasEngine extends KernelEngine {
  /**
   * {@code C = alpha * op(A) * op(B) + beta * C}. Where {@code beta} is 0, C is written without
   * being read; where {@code alpha} or {@code k} is 0, A and B are not read.
   *
   * @param shape sizes, none negative
   * @param alpha factor of the product
   * @param a the left matrix
   * @param b the right matrix
   * @param beta factor of what C held
   * @param c the result; after a cancelled call some of it is written and some not
   * @param cancel polled between pieces of the work, some milliseconds each where that costs no
   *     speed
   */
  void dgemm(
      ProductShape shape,
      double alpha,
      MemorySegment a,
      MemorySegment b,
      double beta,
      MemorySegment c,
      CancelPoll cancel);

  /**
   * {@link #dgemm} of floats.
   *
   * @param shape sizes, none negative
   * @param alpha factor of the product
   * @param a the left matrix
   * @param b the right matrix
   * @param beta factor of what C held
   * @param c the result
   * @param cancel polled between pieces of the work, some milliseconds each where that costs no
   *     speed
   */
  void sgemm(
      ProductShape shape,
      float alpha,
      MemorySegment a,
      MemorySegment b,
      float beta,
      MemorySegment c,
      CancelPoll cancel);

  /**
   * {@code y += alpha * x}. Where {@code alpha} is 0, nothing is read or changed.
   *
   * @param n how many elements
   * @param alpha factor of x
   * @param x is added
   * @param y is changed in place
   * @param cancel polled between pieces of the work, some milliseconds each where that costs no
   *     speed
   */
  void daxpy(long n, double alpha, MemorySegment x, MemorySegment y, CancelPoll cancel);

  /**
   * {@link #daxpy} of floats.
   *
   * @param n how many elements
   * @param alpha factor of x
   * @param x is added
   * @param y is changed in place
   * @param cancel polled between pieces of the work, some milliseconds each where that costs no
   *     speed
   */
  void saxpy(long n, float alpha, MemorySegment x, MemorySegment y, CancelPoll cancel);

  /**
   * The sum of the products of two vectors.
   *
   * @param n how many elements
   * @param x one
   * @param y the other; may be the same memory
   * @param cancel polled between pieces of the work, some milliseconds each where that costs no
   *     speed
   * @return 0 if there are none
   */
  double ddot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel);

  /**
   * {@link #ddot} of floats. Sums of at most some thousand products are floats, and sums of those
   * doubles.
   *
   * @param n how many elements
   * @param x one
   * @param y the other; may be the same memory
   * @param cancel polled between pieces of the work, some milliseconds each where that costs no
   *     speed
   * @return 0 if there are none
   */
  double sdot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel);

  /**
   * The sum of a vector.
   *
   * @param n how many elements
   * @param x all of them
   * @param cancel polled between pieces of the work, some milliseconds each where that costs no
   *     speed
   * @return 0 if there are none
   */
  double dsum(long n, MemorySegment x, CancelPoll cancel);

  /**
   * {@link #dsum} of floats. Sums of at most some thousand elements are floats, and sums of those
   * doubles.
   *
   * @param n how many elements
   * @param x all of them
   * @param cancel polled between pieces of the work, some milliseconds each where that costs no
   *     speed
   * @return 0 if there are none
   */
  double ssum(long n, MemorySegment x, CancelPoll cancel);
}
