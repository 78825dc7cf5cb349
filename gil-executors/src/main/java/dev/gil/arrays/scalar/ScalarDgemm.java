package dev.gil.arrays.scalar;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A product of doubles: a block of op(B) is copied to the heap by rows, where a row of C gathers it
 * in a loop that the compiler vectorizes, whichever matrix is transposed.
 */
final class ScalarDgemm {
  /** Rows and columns of a block: 128 KiB, and 4 KiB of a row of C. */
  private static final int DEEP = 32;

  private static final int WIDE = 512;

  private ScalarDgemm() {}

  static void run(
      ProductShape s,
      double alpha,
      MemorySegment a,
      MemorySegment b,
      double beta,
      MemorySegment c,
      CancelPoll cancel) {
    if (alpha == 0 || s.k() == 0) {
      scale(s, beta, c, cancel);
      return;
    }
    int most = Math.min(s.n(), WIDE);
    double[] block = new double[most * Math.min(s.k(), DEEP)];
    double[] row = new double[most];
    for (int from = 0; from < s.n(); from += WIDE) {
      int wide = Math.min(WIDE, s.n() - from);
      for (int top = 0; top < s.k(); top += DEEP) {
        int deep = Math.min(DEEP, s.k() - top);
        copy(s, b, top, deep, from, wide, block);
        for (int i = 0; i < s.m(); i++) {
          if ((i & 63) == 0) {
            cancel.poll();
          }
          long at = (long) i * s.ldc() + from;
          start(c, at, wide, top == 0 ? beta : 1, row);
          gather(s, alpha, a, i, top, deep, block, wide, row);
          MemorySegment.copy(row, 0, c, JAVA_DOUBLE, at * Double.BYTES, wide);
        }
      }
    }
  }

  /** What is left where there is no product. */
  private static void scale(ProductShape s, double beta, MemorySegment c, CancelPoll cancel) {
    double[] row = new double[s.n()];
    for (int i = 0; i < s.m(); i++) {
      cancel.poll();
      long at = (long) i * s.ldc();
      start(c, at, s.n(), beta, row);
      MemorySegment.copy(row, 0, c, JAVA_DOUBLE, at * Double.BYTES, s.n());
    }
  }

  private static void copy(
      ProductShape s, MemorySegment b, int top, int deep, int from, int wide, double[] block) {
    for (int p = 0; p < deep; p++) {
      if (s.transposeB()) {
        for (int j = 0; j < wide; j++) {
          block[p * wide + j] = b.getAtIndex(JAVA_DOUBLE, (long) (from + j) * s.ldb() + top + p);
        }
      } else {
        long at = ((long) (top + p) * s.ldb() + from) * Double.BYTES;
        MemorySegment.copy(b, JAVA_DOUBLE, at, block, p * wide, wide);
      }
    }
  }

  private static void start(MemorySegment c, long at, int wide, double beta, double[] row) {
    if (beta == 0) {
      Arrays.fill(row, 0, wide, 0);
      return;
    }
    MemorySegment.copy(c, JAVA_DOUBLE, at * Double.BYTES, row, 0, wide);
    if (beta != 1) {
      for (int j = 0; j < wide; j++) {
        row[j] *= beta;
      }
    }
  }

  private static void gather(
      ProductShape s,
      double alpha,
      MemorySegment a,
      int i,
      int top,
      int deep,
      double[] block,
      int wide,
      double[] row) {
    for (int p = 0; p < deep; p++) {
      long at = s.transposeA() ? (long) (top + p) * s.lda() + i : (long) i * s.lda() + top + p;
      add(alpha * a.getAtIndex(JAVA_DOUBLE, at), block, p * wide, wide, row);
    }
  }

  private static void add(double factor, double[] block, int from, int wide, double[] row) {
    for (int j = 0; j < wide; j++) {
      row[j] += factor * block[from + j];
    }
  }
}
