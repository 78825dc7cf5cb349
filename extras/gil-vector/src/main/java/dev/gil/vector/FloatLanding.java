package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** Brings a tile from the heap to its place in C. */
final class FloatLanding {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private FloatLanding() {}

  /** A whole tile, added to what is there. */
  static void add(float[] tile, MemorySegment c, long at, long ldc) {
    for (int i = 0; i < FloatTile.HIGH; i++) {
      long row = (at + i * ldc) * Float.BYTES;
      for (int v = 0; v < FloatTile.WIDE; v += FloatTile.LANES) {
        long place = row + (long) v * Float.BYTES;
        FloatVector.fromArray(FloatTile.SPECIES, tile, i * FloatTile.WIDE + v)
            .add(FloatVector.fromMemorySegment(FloatTile.SPECIES, c, place, ORDER))
            .intoMemorySegment(c, place, ORDER);
      }
    }
  }

  /** A whole tile, in place of what is there. */
  static void set(float[] tile, MemorySegment c, long at, long ldc) {
    for (int i = 0; i < FloatTile.HIGH; i++) {
      long row = (at + i * ldc) * Float.BYTES;
      for (int v = 0; v < FloatTile.WIDE; v += FloatTile.LANES) {
        FloatVector.fromArray(FloatTile.SPECIES, tile, i * FloatTile.WIDE + v)
            .intoMemorySegment(c, row + (long) v * Float.BYTES, ORDER);
      }
    }
  }

  /** The corner of a tile that lies in C. */
  static void part(
      float[] tile, MemorySegment c, long at, long ldc, int high, int wide, boolean add) {
    int whole = wide / FloatTile.LANES * FloatTile.LANES;
    for (int i = 0; i < high; i++) {
      for (int v = 0; v < whole; v += FloatTile.LANES) {
        long place = (at + i * ldc + v) * Float.BYTES;
        FloatVector sums = FloatVector.fromArray(FloatTile.SPECIES, tile, i * FloatTile.WIDE + v);
        if (add) {
          sums = sums.add(FloatVector.fromMemorySegment(FloatTile.SPECIES, c, place, ORDER));
        }
        sums.intoMemorySegment(c, place, ORDER);
      }
      for (int j = whole; j < wide; j++) {
        long place = at + i * ldc + j;
        float value = tile[i * FloatTile.WIDE + j];
        c.setAtIndex(JAVA_FLOAT, place, add ? c.getAtIndex(JAVA_FLOAT, place) + value : value);
      }
    }
  }

  /** {@code c *= beta}, and zero where beta is, whatever was there. */
  static void scale(float beta, MemorySegment c, long at, int wide) {
    for (int j = 0; j < wide; j++) {
      c.setAtIndex(JAVA_FLOAT, at + j, beta == 0 ? 0 : beta * c.getAtIndex(JAVA_FLOAT, at + j));
    }
  }
}
