package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * Copies blocks of A and B to the heap, in the order in which a tile reads them: strips as high or
 * as wide as a tile, filled up with zeroes.
 */
final class FloatPanels {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private FloatPanels() {}

  /** Rows {@code i..} and columns {@code p..} of op(A), times alpha. */
  static void left(
      MemorySegment a,
      int lda,
      boolean transposed,
      float alpha,
      int i,
      int high,
      int p,
      int deep,
      float[] block) {
    for (int strip = 0; strip < high; strip += FloatTile.HIGH) {
      int rows = Math.min(FloatTile.HIGH, high - strip);
      int to = strip * deep;
      long step = transposed ? lda : 1;
      for (int row = 0; row < rows; row++) {
        long from =
            transposed ? (long) p * lda + i + strip + row : (long) (i + strip + row) * lda + p;
        spread(a, from, step, alpha, deep, block, to + row, FloatTile.HIGH);
      }
      for (int row = rows; row < FloatTile.HIGH; row++) {
        blank(block, to + row, FloatTile.HIGH, deep);
      }
    }
  }

  /** Rows {@code p..} and columns {@code j..} of op(B). */
  static void right(
      MemorySegment b,
      int ldb,
      boolean transposed,
      int p,
      int deep,
      int j,
      int wide,
      float[] block) {
    for (int strip = 0; strip < wide; strip += FloatTile.WIDE) {
      int columns = Math.min(FloatTile.WIDE, wide - strip);
      int to = strip * deep;
      if (columns == FloatTile.WIDE && !transposed) {
        rows(b, (long) p * ldb + j + strip, ldb, deep, block, to);
        continue;
      }
      long step = transposed ? 1 : ldb;
      for (int column = 0; column < columns; column++) {
        long from =
            transposed
                ? (long) (j + strip + column) * ldb + p
                : (long) p * ldb + j + strip + column;
        spread(b, from, step, 1, deep, block, to + column, FloatTile.WIDE);
      }
      for (int column = columns; column < FloatTile.WIDE; column++) {
        blank(block, to + column, FloatTile.WIDE, deep);
      }
    }
  }

  private static void rows(MemorySegment b, long from, long ldb, int deep, float[] block, int to) {
    for (int p = 0; p < deep; p++) {
      for (int v = 0; v < FloatTile.WIDE; v += FloatTile.LANES) {
        FloatVector.fromMemorySegment(
                FloatTile.SPECIES, b, (from + p * ldb + v) * Float.BYTES, ORDER)
            .intoArray(block, to + p * FloatTile.WIDE + v);
      }
    }
  }

  private static void spread(
      MemorySegment source,
      long from,
      long step,
      float factor,
      int deep,
      float[] block,
      int to,
      int apart) {
    for (int p = 0; p < deep; p++) {
      block[to + p * apart] = factor * source.getAtIndex(JAVA_FLOAT, from + p * step);
    }
  }

  private static void blank(float[] block, int to, int apart, int deep) {
    for (int p = 0; p < deep; p++) {
      block[to + p * apart] = 0;
    }
  }
}
