package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies blocks of A and B to the heap, in the order in which a tile reads them: strips as high or
 * as wide as a tile, filled up with zeroes.
 */
final class FloatPanels {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Of a column of a strip of A, which lies in one vector where that is not too long for it. */
  private static final VectorSpecies<Float> COLUMN =
      FloatTile.LANES <= FloatTile.HIGH
          ? FloatTile.SPECIES
          : VectorSpecies.of(float.class, VectorShape.forBitSize(FloatTile.HIGH * Float.SIZE));

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
      if (rows == FloatTile.HIGH) {
        if (transposed) {
          columns(a, (long) p * lda + i + strip, lda, alpha, deep, block, to);
        } else {
          FloatStrip.pack(a, (long) (i + strip) * lda + p, lda, alpha, deep, block, to);
        }
        continue;
      }
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

  private static void columns(
      MemorySegment a, long from, long lda, float alpha, int deep, float[] block, int to) {
    FloatVector factor = FloatVector.broadcast(COLUMN, alpha);
    for (int p = 0; p < deep; p++) {
      for (int v = 0; v < FloatTile.HIGH; v += COLUMN.length()) {
        FloatVector.fromMemorySegment(COLUMN, a, (from + p * lda + v) * Float.BYTES, ORDER)
            .mul(factor)
            .intoArray(block, to + p * FloatTile.HIGH + v);
      }
    }
  }

  /**
   * Rows {@code p..} and columns {@code j..} of op(B). The last strip is as wide as its columns
   * need, in whole vectors.
   */
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
      int apart = FloatTile.wide(columns);
      if (transposed) {
        for (int column = 0; column < columns; column++) {
          long from = (long) (j + strip + column) * ldb + p;
          spread(b, from, 1, 1, deep, block, to + column, apart);
        }
      } else if (columns == FloatTile.WIDE) {
        rows(b, (long) p * ldb + j + strip, ldb, deep, block, to);
        continue;
      } else {
        narrowRows(b, (long) p * ldb + j + strip, ldb, deep, columns, block, to);
      }
      for (int column = columns; column < apart; column++) {
        blank(block, to + column, apart, deep);
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

  private static void narrowRows(
      MemorySegment b, long from, long ldb, int deep, int columns, float[] block, int to) {
    int apart = FloatTile.wide(columns);
    int whole = columns / FloatTile.LANES * FloatTile.LANES;
    for (int p = 0; p < deep; p++) {
      long row = from + p * ldb;
      int at = to + p * apart;
      for (int v = 0; v < whole; v += FloatTile.LANES) {
        FloatVector.fromMemorySegment(FloatTile.SPECIES, b, (row + v) * Float.BYTES, ORDER)
            .intoArray(block, at + v);
      }
      for (int column = whole; column < columns; column++) {
        block[at + column] = b.getAtIndex(JAVA_FLOAT, row + column);
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
