package dev.gil.arrays.scalar;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;

/**
 * Vectors. The loop of axpy is vectorized by the compiler; sums are not, as their order is that of
 * the source, so several run side by side.
 */
final class ScalarLevel1 {
  /** Elements between two polls, and of the longest sum of floats. */
  private static final int TILE = 4_096;

  private ScalarLevel1() {}

  static void daxpy(long n, double alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    for (long from = 0; alpha != 0 && from < n; from += TILE) {
      cancel.poll();
      daxpyTile(from, (int) Math.min(TILE, n - from), alpha, x, y);
    }
  }

  private static void daxpyTile(
      long from, int many, double alpha, MemorySegment x, MemorySegment y) {
    for (int i = 0; i < many; i++) {
      long at = from + i;
      y.setAtIndex(
          JAVA_DOUBLE, at, y.getAtIndex(JAVA_DOUBLE, at) + alpha * x.getAtIndex(JAVA_DOUBLE, at));
    }
  }

  static double ddot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += TILE) {
      cancel.poll();
      sum += ddotTile(from, (int) Math.min(TILE, n - from), x, y);
    }
    return sum;
  }

  private static double ddotTile(long from, int many, MemorySegment x, MemorySegment y) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i < many - 3; i += 4) {
      long at = from + i;
      s0 += x.getAtIndex(JAVA_DOUBLE, at) * y.getAtIndex(JAVA_DOUBLE, at);
      s1 += x.getAtIndex(JAVA_DOUBLE, at + 1) * y.getAtIndex(JAVA_DOUBLE, at + 1);
      s2 += x.getAtIndex(JAVA_DOUBLE, at + 2) * y.getAtIndex(JAVA_DOUBLE, at + 2);
      s3 += x.getAtIndex(JAVA_DOUBLE, at + 3) * y.getAtIndex(JAVA_DOUBLE, at + 3);
    }
    for (; i < many; i++) {
      s0 += x.getAtIndex(JAVA_DOUBLE, from + i) * y.getAtIndex(JAVA_DOUBLE, from + i);
    }
    return (s0 + s1) + (s2 + s3);
  }

  static double dsum(long n, MemorySegment x, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += TILE) {
      cancel.poll();
      sum += dsumTile(from, (int) Math.min(TILE, n - from), x);
    }
    return sum;
  }

  private static double dsumTile(long from, int many, MemorySegment x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i < many - 3; i += 4) {
      long at = from + i;
      s0 += x.getAtIndex(JAVA_DOUBLE, at);
      s1 += x.getAtIndex(JAVA_DOUBLE, at + 1);
      s2 += x.getAtIndex(JAVA_DOUBLE, at + 2);
      s3 += x.getAtIndex(JAVA_DOUBLE, at + 3);
    }
    for (; i < many; i++) {
      s0 += x.getAtIndex(JAVA_DOUBLE, from + i);
    }
    return (s0 + s1) + (s2 + s3);
  }

  static void saxpy(long n, float alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    for (long from = 0; alpha != 0 && from < n; from += TILE) {
      cancel.poll();
      saxpyTile(from, (int) Math.min(TILE, n - from), alpha, x, y);
    }
  }

  private static void saxpyTile(
      long from, int many, float alpha, MemorySegment x, MemorySegment y) {
    for (int i = 0; i < many; i++) {
      long at = from + i;
      y.setAtIndex(
          JAVA_FLOAT, at, y.getAtIndex(JAVA_FLOAT, at) + alpha * x.getAtIndex(JAVA_FLOAT, at));
    }
  }

  static double sdot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += TILE) {
      cancel.poll();
      sum += sdotTile(from, (int) Math.min(TILE, n - from), x, y);
    }
    return sum;
  }

  private static float sdotTile(long from, int many, MemorySegment x, MemorySegment y) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i < many - 3; i += 4) {
      long at = from + i;
      s0 += x.getAtIndex(JAVA_FLOAT, at) * y.getAtIndex(JAVA_FLOAT, at);
      s1 += x.getAtIndex(JAVA_FLOAT, at + 1) * y.getAtIndex(JAVA_FLOAT, at + 1);
      s2 += x.getAtIndex(JAVA_FLOAT, at + 2) * y.getAtIndex(JAVA_FLOAT, at + 2);
      s3 += x.getAtIndex(JAVA_FLOAT, at + 3) * y.getAtIndex(JAVA_FLOAT, at + 3);
    }
    for (; i < many; i++) {
      s0 += x.getAtIndex(JAVA_FLOAT, from + i) * y.getAtIndex(JAVA_FLOAT, from + i);
    }
    return (s0 + s1) + (s2 + s3);
  }

  static double ssum(long n, MemorySegment x, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += TILE) {
      cancel.poll();
      sum += ssumTile(from, (int) Math.min(TILE, n - from), x);
    }
    return sum;
  }

  private static float ssumTile(long from, int many, MemorySegment x) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i < many - 3; i += 4) {
      long at = from + i;
      s0 += x.getAtIndex(JAVA_FLOAT, at);
      s1 += x.getAtIndex(JAVA_FLOAT, at + 1);
      s2 += x.getAtIndex(JAVA_FLOAT, at + 2);
      s3 += x.getAtIndex(JAVA_FLOAT, at + 3);
    }
    for (; i < many; i++) {
      s0 += x.getAtIndex(JAVA_FLOAT, from + i);
    }
    return (s0 + s1) + (s2 + s3);
  }
}
