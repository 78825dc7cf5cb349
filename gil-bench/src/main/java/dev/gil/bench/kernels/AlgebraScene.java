package dev.gil.bench.kernels;

import static dev.gil.arrays.Expression.elements;

import dev.gil.Attachment;
import dev.gil.arrays.Blas;
import dev.gil.arrays.Expression;
import dev.gil.arrays.Fused;
import dev.gil.kernel.DoubleArray;
import dev.gil.kernel.FloatArray;
import dev.gil.refcount.RefCountPolicy;
import java.util.Random;

/** The arrays of a case, and the case by gil. */
final class AlgebraScene implements KernelScene {
  private static final RefCountPolicy POLICY = RefCountPolicy.ATOMIC;

  private final AlgebraCase one;
  private final DoubleArray x;
  private final DoubleArray y;
  private final DoubleArray z;
  private final FloatArray a;
  private final FloatArray b;
  private final FloatArray c;
  private final Expression sum;

  AlgebraScene(AlgebraCase one) {
    this.one = one;
    int n = one.size();
    long doubles = one.isProduct() ? (one.operation().equals("dgemm") ? (long) n * n : 0) : n;
    long floats = one.operation().equals("sgemm") ? (long) n * n : 0;
    x = DoubleArray.allocate(doubles, POLICY);
    y = DoubleArray.allocate(doubles, POLICY);
    z = DoubleArray.allocate(one.isProduct() ? doubles : 0, POLICY);
    a = FloatArray.allocate(floats, POLICY);
    b = FloatArray.allocate(floats, POLICY);
    c = FloatArray.allocate(floats, POLICY);
    Random random = new Random(7);
    for (long i = 0; i < doubles; i++) {
      x.set(i, one.isProduct() ? random.nextDouble() - 0.5 : 1);
      y.set(i, one.isProduct() ? random.nextDouble() - 0.5 : 1);
    }
    for (long i = 0; i < floats; i++) {
      a.set(i, random.nextFloat() - 0.5f);
      b.set(i, random.nextFloat() - 0.5f);
    }
    sum = elements(y).plus(elements(x).times(1e-9));
  }

  DoubleArray x() {
    return x;
  }

  DoubleArray y() {
    return y;
  }

  /** Sums of vectors are checked. */
  @Override
  public void play(Attachment gil) {
    int n = one.size();
    switch (one.operation()) {
      case "dgemm" -> Blas.multiply(gil, n, n, n, x, y, z);
      case "sgemm" -> Blas.multiply(gil, n, n, n, a, b, c);
      case "axpy" -> Blas.axpy(gil, 1e-9, x, y);
      case "axpy-fused" -> Fused.set(gil, y, sum);
      case "dot" -> expect(n, Blas.dot(gil, x, y));
      default -> expect(n, Blas.sum(gil, x));
    }
  }

  /** Elements are 1, but for what was added in tiny steps. */
  private static void expect(double due, double found) {
    if (!(Math.abs(found - due) < 1e-3 * due)) {
      throw new IllegalStateException("a sum of " + due + " came out as " + found);
    }
  }

  @Override
  public void close() {
    x.close();
    y.close();
    z.close();
    a.close();
    b.close();
    c.close();
  }
}
