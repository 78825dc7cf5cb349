package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies blocks of A and B to the heap, in the order in which a tile reads them: strips as high or
 * as wide as a tile, filled up with zeroes.
 */
final class DoublePanels {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Of a column of a strip of A, which lies in one vector where that is not too long for it. */
  private static final VectorSpecies<Double> COLUMN =
      DoubleTile.LANES <= DoubleTile.HIGH
          ? DoubleTile.SPECIES
          : VectorSpecies.of(double.class, VectorShape.forBitSize(DoubleTile.HIGH * Double.SIZE));

  private DoublePanels() {}

  /** Rows {@code i..} and columns {@code p..} of op(A), times alpha. */
  static void left(
      MemorySegment a,
      int lda,
      boolean transposed,
      double alpha,
      int i,
      int high,
      int p,
      int deep,
      double[] block) {
    for (int strip = 0; strip < high; strip += DoubleTile.HIGH) {
      int rows = Math.min(DoubleTile.HIGH, high - strip);
      int to = strip * deep;
      if (rows == DoubleTile.HIGH) {
        if (transposed) {
          columns(a, (long) p * lda + i + strip, lda, alpha, deep, block, to);
        } else {
          DoubleStrip.pack(a, (long) (i + strip) * lda + p, lda, alpha, deep, block, to);
        }
        continue;
      }
      long step = transposed ? lda : 1;
      for (int row = 0; row < rows; row++) {
        long from =
            transposed ? (long) p * lda + i + strip + row : (long) (i + strip + row) * lda + p;
        spread(a, from, step, alpha, deep, block, to + row, DoubleTile.HIGH);
      }
      for (int row = rows; row < DoubleTile.HIGH; row++) {
        blank(block, to + row, DoubleTile.HIGH, deep);
      }
    }
  }

  private static void columns(
      MemorySegment a, long from, long lda, double alpha, int deep, double[] block, int to) {
    DoubleVector factor = DoubleVector.broadcast(COLUMN, alpha);
    for (int p = 0; p < deep; p++) {
      for (int v = 0; v < DoubleTile.HIGH; v += COLUMN.length()) {
        DoubleVector.fromMemorySegment(COLUMN, a, (from + p * lda + v) * Double.BYTES, ORDER)
            .mul(factor)
            .intoArray(block, to + p * DoubleTile.HIGH + v);
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
      double[] block) {
    for (int strip = 0; strip < wide; strip += DoubleTile.WIDE) {
      int columns = Math.min(DoubleTile.WIDE, wide - strip);
      int to = strip * deep;
      int apart = DoubleTile.wide(columns);
      if (transposed) {
        for (int column = 0; column < columns; column++) {
          long from = (long) (j + strip + column) * ldb + p;
          spread(b, from, 1, 1, deep, block, to + column, apart);
        }
      } else if (columns == DoubleTile.WIDE) {
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

  private static void rows(MemorySegment b, long from, long ldb, int deep, double[] block, int to) {
    for (int p = 0; p < deep; p++) {
      for (int v = 0; v < DoubleTile.WIDE; v += DoubleTile.LANES) {
        DoubleVector.fromMemorySegment(
                DoubleTile.SPECIES, b, (from + p * ldb + v) * Double.BYTES, ORDER)
            .intoArray(block, to + p * DoubleTile.WIDE + v);
      }
    }
  }

  private static void narrowRows(
      MemorySegment b, long from, long ldb, int deep, int columns, double[] block, int to) {
    int apart = DoubleTile.wide(columns);
    int whole = columns / DoubleTile.LANES * DoubleTile.LANES;
    for (int p = 0; p < deep; p++) {
      long row = from + p * ldb;
      int at = to + p * apart;
      for (int v = 0; v < whole; v += DoubleTile.LANES) {
        DoubleVector.fromMemorySegment(DoubleTile.SPECIES, b, (row + v) * Double.BYTES, ORDER)
            .intoArray(block, at + v);
      }
      for (int column = whole; column < columns; column++) {
        block[at + column] = b.getAtIndex(JAVA_DOUBLE, row + column);
      }
    }
  }

  private static void spread(
      MemorySegment source,
      long from,
      long step,
      double factor,
      int deep,
      double[] block,
      int to,
      int apart) {
    for (int p = 0; p < deep; p++) {
      block[to + p * apart] = factor * source.getAtIndex(JAVA_DOUBLE, from + p * step);
    }
  }

  private static void blank(double[] block, int to, int apart, int deep) {
    for (int p = 0; p < deep; p++) {
      block[to + p * apart] = 0;
    }
  }
}
