package dev.gil.bench.kernels;

import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.CancelPoll;
import dev.gil.kernel.Kernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Products as their definition says, to compare engines with. */
final class Matrices {
  private Matrices() {}

  static CancelPoll noCancel() {
    return Kernels.run(pins -> cancel -> cancel);
  }

  static double[] random(int length, Random random) {
    return random.doubles(length, -1, 1).toArray();
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static MemorySegment off(Arena arena, double[] values) {
    MemorySegment segment = arena.allocate(Math.max(8, 8L * values.length), 64);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_DOUBLE, 0, values.length);
    return segment;
  }

  static MemorySegment off(Arena arena, float[] values) {
    MemorySegment segment = arena.allocate(Math.max(4, 4L * values.length), 64);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    return segment;
  }

  /** Elements that a matrix takes, the gaps at the ends of its rows too. */
  static int elements(int rows, int step) {
    return rows * step;
  }

  /** Changes C as {@code C = alpha * op(A) * op(B) + beta * C} says. */
  static void multiply(
      ProductShape s, double alpha, double[] a, double[] b, double beta, double[] c) {
    for (int i = 0; i < s.m(); i++) {
      for (int j = 0; j < s.n(); j++) {
        double sum = 0;
        for (int p = 0; p < s.k(); p++) {
          double left = s.transposeA() ? a[p * s.lda() + i] : a[i * s.lda() + p];
          double right = s.transposeB() ? b[j * s.ldb() + p] : b[p * s.ldb() + j];
          sum += left * right;
        }
        double before = beta == 0 ? 0 : beta * c[i * s.ldc() + j];
        c[i * s.ldc() + j] = alpha == 0 ? before : alpha * sum + before;
      }
    }
  }
}
