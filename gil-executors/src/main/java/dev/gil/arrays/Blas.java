package dev.gil.arrays;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.TaskCancelledException;
import dev.gil.arrays.internal.BlasEngines;
import dev.gil.arrays.internal.Engines;
import dev.gil.arrays.spi.BlasEngine;
import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.DoubleArray;
import dev.gil.kernel.FloatArray;
import dev.gil.kernel.Kernels;
import dev.gil.kernel.NativeArray;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Linear algebra that lets other threads have the lock while it computes, by the fastest engine
 * there is: OpenBLAS with {@code gil-openblas} on the path, the Vector API with {@code gil-vector}
 * and {@code --add-modules jdk.incubator.vector}, else plain loops. {@code -Ddev.gil.blas} names
 * one of {@code openblas}, {@code vector}, {@code scalar}.
 *
 * <p>Each call checks shapes, overlap and that arrays are open, under the lock; runs on its own
 * thread, without the lock where the work is worth it; and takes the lock back. NaN and infinities
 * propagate as IEEE 754 says; the order of additions, and so the last digits, are the engine's.
 * Sizes of 0 are fine: a sum of nothing is 0.
 *
 * <p>All methods are for the thread that holds the lock of {@code gil}. A task that is cancelled
 * ends with {@link TaskCancelledException} when a piece of the work is done, of which a large call
 * has many; what it wrote to till then holds partly new and partly old values. The arrays are
 * pinned meanwhile: closing one elsewhere frees it afterwards. What was computed
 * <i>happens-before</i> what the next holder of the lock does.
 */
public final class Blas {
  private static final Engines<BlasEngine> ENGINES = BlasEngines.HERE;

  private Blas() {}

  /**
   * Which engines were found, the chosen one among them.
   *
   * @return the best first
   */
  public static List<EngineChoice> engines() {
    return ENGINES.choices();
  }

  /**
   * {@code C = A * B} for matrices of doubles by rows.
   *
   * @param gil of this thread
   * @param m rows of A and C
   * @param n columns of B and C
   * @param k columns of A, rows of B
   * @param a m times k elements
   * @param b k times n elements; may be {@code a}
   * @param c m times n elements, replaced
   * @throws IllegalArgumentException if a size is negative, an array has another length, or C
   *     overlaps A or B
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static void multiply(
      Attachment gil, int m, int n, int k, DoubleArray a, DoubleArray b, DoubleArray c) {
    multiply(gil, Product.of(m, n, k), a, b, c);
  }

  /**
   * {@code C = alpha * op(A) * op(B) + beta * C} for matrices of doubles by rows.
   *
   * @param gil of this thread
   * @param product sizes, transposes and factors
   * @param a the left matrix
   * @param b the right matrix; may be {@code a}
   * @param c m times n elements, changed
   * @throws IllegalArgumentException if an array has not the length that the product says, or C
   *     overlaps A or B
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static void multiply(
      Attachment gil, Product product, DoubleArray a, DoubleArray b, DoubleArray c) {
    BlasEngine engine = ENGINES.engine();
    Kernels.execute(
        gil,
        pins -> {
          ProductShape shape = checked(product, a, b, c);
          MemorySegment left = pins.reads(a);
          MemorySegment right = pins.reads(b);
          MemorySegment result = product.beta() == 0 ? pins.writes(c) : pins.updates(c);
          pins.work(work(product));
          return cancel ->
              engine.dgemm(shape, product.alpha(), left, right, product.beta(), result, cancel);
        });
  }

  /**
   * {@code y += alpha * x}.
   *
   * @param gil of this thread
   * @param alpha where it is 0, nothing is read or changed
   * @param x as long as y, and no part of it
   * @param y changed in place
   * @throws IllegalArgumentException if the lengths differ or y overlaps x
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static void axpy(Attachment gil, double alpha, DoubleArray x, DoubleArray y) {
    BlasEngine engine = ENGINES.engine();
    Kernels.execute(
        gil,
        pins -> {
          long n = sameLength(x, y);
          MemorySegment from = pins.reads(x);
          MemorySegment to = pins.updates(y);
          pins.work(n);
          return cancel -> engine.daxpy(n, alpha, from, to, cancel);
        });
  }

  /**
   * The sum of the products of two vectors.
   *
   * @param gil of this thread
   * @param x one
   * @param y as long; may be x
   * @return it; 0 if they are empty
   * @throws IllegalArgumentException if the lengths differ
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static double dot(Attachment gil, DoubleArray x, DoubleArray y) {
    BlasEngine engine = ENGINES.engine();
    return Kernels.run(
        gil,
        pins -> {
          long n = sameLength(x, y);
          MemorySegment left = pins.reads(x);
          MemorySegment right = pins.reads(y);
          pins.work(n);
          return cancel -> engine.ddot(n, left, right, cancel);
        });
  }

  /**
   * The sum of a vector.
   *
   * @param gil of this thread
   * @param x all of it
   * @return it; 0 if it is empty
   * @throws ReferenceCountException if it was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static double sum(Attachment gil, DoubleArray x) {
    BlasEngine engine = ENGINES.engine();
    return Kernels.run(
        gil,
        pins -> {
          MemorySegment all = pins.reads(x);
          pins.work(x.length());
          return cancel -> engine.dsum(x.length(), all, cancel);
        });
  }

  /**
   * {@code C = A * B} for matrices of floats by rows.
   *
   * @param gil of this thread
   * @param m rows of A and C
   * @param n columns of B and C
   * @param k columns of A, rows of B
   * @param a m times k elements
   * @param b k times n elements; may be {@code a}
   * @param c m times n elements, replaced
   * @throws IllegalArgumentException if a size is negative, an array has another length, or C
   *     overlaps A or B
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static void multiply(
      Attachment gil, int m, int n, int k, FloatArray a, FloatArray b, FloatArray c) {
    multiply(gil, Product.of(m, n, k), a, b, c);
  }

  /**
   * {@code C = alpha * op(A) * op(B) + beta * C} for matrices of floats by rows.
   *
   * @param gil of this thread
   * @param product sizes, transposes and factors; the factors are rounded to floats
   * @param a the left matrix
   * @param b the right matrix; may be {@code a}
   * @param c m times n elements, changed
   * @throws IllegalArgumentException if an array has not the length that the product says, or C
   *     overlaps A or B
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static void multiply(
      Attachment gil, Product product, FloatArray a, FloatArray b, FloatArray c) {
    BlasEngine engine = ENGINES.engine();
    Kernels.execute(
        gil,
        pins -> {
          ProductShape shape = checked(product, a, b, c);
          MemorySegment left = pins.reads(a);
          MemorySegment right = pins.reads(b);
          MemorySegment result = product.beta() == 0 ? pins.writes(c) : pins.updates(c);
          pins.work(work(product));
          return cancel ->
              engine.sgemm(
                  shape,
                  (float) product.alpha(),
                  left,
                  right,
                  (float) product.beta(),
                  result,
                  cancel);
        });
  }

  /**
   * {@code y += alpha * x}.
   *
   * @param gil of this thread
   * @param alpha where it is 0, nothing is read or changed
   * @param x as long as y, and no part of it
   * @param y changed in place
   * @throws IllegalArgumentException if the lengths differ or y overlaps x
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static void axpy(Attachment gil, float alpha, FloatArray x, FloatArray y) {
    BlasEngine engine = ENGINES.engine();
    Kernels.execute(
        gil,
        pins -> {
          long n = sameLength(x, y);
          MemorySegment from = pins.reads(x);
          MemorySegment to = pins.updates(y);
          pins.work(n);
          return cancel -> engine.saxpy(n, alpha, from, to, cancel);
        });
  }

  /**
   * The sum of the products of two vectors.
   *
   * @param gil of this thread
   * @param x one
   * @param y as long; may be x
   * @return it; pieces of some thousand elements are summed as floats, their sums as doubles; 0 if
   *     they are empty
   * @throws IllegalArgumentException if the lengths differ
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static double dot(Attachment gil, FloatArray x, FloatArray y) {
    BlasEngine engine = ENGINES.engine();
    return Kernels.run(
        gil,
        pins -> {
          long n = sameLength(x, y);
          MemorySegment left = pins.reads(x);
          MemorySegment right = pins.reads(y);
          pins.work(n);
          return cancel -> engine.sdot(n, left, right, cancel);
        });
  }

  /**
   * The sum of a vector.
   *
   * @param gil of this thread
   * @param x all of it
   * @return it; pieces of some thousand elements are summed as floats, their sums as doubles; 0 if
   *     it is empty
   * @throws ReferenceCountException if it was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public static double sum(Attachment gil, FloatArray x) {
    BlasEngine engine = ENGINES.engine();
    return Kernels.run(
        gil,
        pins -> {
          MemorySegment all = pins.reads(x);
          pins.work(x.length());
          return cancel -> engine.ssum(x.length(), all, cancel);
        });
  }

  private static ProductShape checked(Product p, NativeArray a, NativeArray b, NativeArray c) {
    fits("A", p.transposeA() ? p.k() : p.m(), p.transposeA() ? p.m() : p.k(), a);
    fits("B", p.transposeB() ? p.n() : p.k(), p.transposeB() ? p.k() : p.n(), b);
    fits("C", p.m(), p.n(), c);
    return p.shape();
  }

  private static void fits(String matrix, int rows, int columns, NativeArray array) {
    if ((long) rows * columns != array.length()) {
      throw new IllegalArgumentException(
          matrix + " is " + rows + " x " + columns + ", which is not the length of " + array);
    }
  }

  private static long sameLength(NativeArray x, NativeArray y) {
    if (x.length() != y.length()) {
      throw new IllegalArgumentException(
          "x has " + x.length() + " elements and y " + y.length() + ": they are added in pairs");
    }
    return x.length();
  }

  /** Multiplications, and elements that are written if there are none. */
  private static long work(Product p) {
    long elements = (long) p.m() * p.n();
    long each = Math.max(1, p.k());
    return elements > Long.MAX_VALUE / each ? Long.MAX_VALUE : elements * each;
  }
}
