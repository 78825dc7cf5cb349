package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/** Brings a tile from the heap to its place in C. */
final class DoubleLanding {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private DoubleLanding() {}

  /** A whole tile, added to what is there. */
  static void add(double[] tile, MemorySegment c, long at, long ldc) {
    for (int i = 0; i < DoubleTile.HIGH; i++) {
      long row = (at + i * ldc) * Double.BYTES;
      for (int v = 0; v < DoubleTile.WIDE; v += DoubleTile.LANES) {
        long place = row + (long) v * Double.BYTES;
        DoubleVector.fromArray(DoubleTile.SPECIES, tile, i * DoubleTile.WIDE + v)
            .add(DoubleVector.fromMemorySegment(DoubleTile.SPECIES, c, place, ORDER))
            .intoMemorySegment(c, place, ORDER);
      }
    }
  }

  /** A whole tile, in place of what is there. */
  static void set(double[] tile, MemorySegment c, long at, long ldc) {
    for (int i = 0; i < DoubleTile.HIGH; i++) {
      long row = (at + i * ldc) * Double.BYTES;
      for (int v = 0; v < DoubleTile.WIDE; v += DoubleTile.LANES) {
        DoubleVector.fromArray(DoubleTile.SPECIES, tile, i * DoubleTile.WIDE + v)
            .intoMemorySegment(c, row + (long) v * Double.BYTES, ORDER);
      }
    }
  }

  /** The corner of a tile that lies in C. */
  static void part(
      double[] tile, MemorySegment c, long at, long ldc, int high, int wide, boolean add) {
    int whole = wide / DoubleTile.LANES * DoubleTile.LANES;
    for (int i = 0; i < high; i++) {
      for (int v = 0; v < whole; v += DoubleTile.LANES) {
        long place = (at + i * ldc + v) * Double.BYTES;
        DoubleVector sums =
            DoubleVector.fromArray(DoubleTile.SPECIES, tile, i * DoubleTile.WIDE + v);
        if (add) {
          sums = sums.add(DoubleVector.fromMemorySegment(DoubleTile.SPECIES, c, place, ORDER));
        }
        sums.intoMemorySegment(c, place, ORDER);
      }
      for (int j = whole; j < wide; j++) {
        long place = at + i * ldc + j;
        double value = tile[i * DoubleTile.WIDE + j];
        c.setAtIndex(JAVA_DOUBLE, place, add ? c.getAtIndex(JAVA_DOUBLE, place) + value : value);
      }
    }
  }

  /** {@code c *= beta}, and zero where beta is, whatever was there. */
  static void scale(double beta, MemorySegment c, long at, int wide) {
    for (int j = 0; j < wide; j++) {
      c.setAtIndex(JAVA_DOUBLE, at + j, beta == 0 ? 0 : beta * c.getAtIndex(JAVA_DOUBLE, at + j));
    }
  }
}
