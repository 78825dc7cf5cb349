package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns rows of A into a strip, where the numbers of a column are neighbours.
 *
 * <p>By perfect shuffles: to zip the upper half of the vectors with the lower half takes the
 * highest bit of each number's place, which is one of its row, down to the lowest. As often as a
 * row has bits, and the row is what changes first.
 */
final class DoubleStrip {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final VectorSpecies<Double> SPECIES = DoubleTile.SPECIES;
  private static final int LANES = DoubleTile.LANES;
  private static final DoubleVector LOW = places(0);
  private static final DoubleVector HIGH = places(LANES / 2);

  private DoubleStrip() {}

  /** As many rows as a tile has, from {@code from} on, times alpha. */
  static void pack(
      MemorySegment a, long from, long lda, double alpha, int deep, double[] block, int to) {
    int done =
        Registers.MANY
            ? pack8(a, from, lda, alpha, deep, block, to)
            : pack4(a, from, lda, alpha, deep, block, to);
    for (int p = done; p < deep; p++) {
      for (int row = 0; row < DoubleTile.HIGH; row++) {
        block[to + p * DoubleTile.HIGH + row] =
            alpha * a.getAtIndex(JAVA_DOUBLE, from + row * lda + p);
      }
    }
  }

  private static int pack8(
      MemorySegment a, long from, long lda, double alpha, int deep, double[] block, int to) {
    DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha);
    int p = 0;
    for (; p + LANES <= deep; p += LANES) {
      long at = from + p;
      DoubleVector a0 = load(a, at).mul(factor);
      DoubleVector a1 = load(a, at + lda).mul(factor);
      DoubleVector a2 = load(a, at + 2 * lda).mul(factor);
      DoubleVector a3 = load(a, at + 3 * lda).mul(factor);
      DoubleVector a4 = load(a, at + 4 * lda).mul(factor);
      DoubleVector a5 = load(a, at + 5 * lda).mul(factor);
      DoubleVector a6 = load(a, at + 6 * lda).mul(factor);
      DoubleVector a7 = load(a, at + 7 * lda).mul(factor);
      DoubleVector b0 = zip(LOW, a0, a4);
      DoubleVector b1 = zip(HIGH, a0, a4);
      DoubleVector b2 = zip(LOW, a1, a5);
      DoubleVector b3 = zip(HIGH, a1, a5);
      DoubleVector b4 = zip(LOW, a2, a6);
      DoubleVector b5 = zip(HIGH, a2, a6);
      DoubleVector b6 = zip(LOW, a3, a7);
      DoubleVector b7 = zip(HIGH, a3, a7);
      DoubleVector c0 = zip(LOW, b0, b4);
      DoubleVector c1 = zip(HIGH, b0, b4);
      DoubleVector c2 = zip(LOW, b1, b5);
      DoubleVector c3 = zip(HIGH, b1, b5);
      DoubleVector c4 = zip(LOW, b2, b6);
      DoubleVector c5 = zip(HIGH, b2, b6);
      DoubleVector c6 = zip(LOW, b3, b7);
      DoubleVector c7 = zip(HIGH, b3, b7);
      DoubleVector d0 = zip(LOW, c0, c4);
      DoubleVector d1 = zip(HIGH, c0, c4);
      DoubleVector d2 = zip(LOW, c1, c5);
      DoubleVector d3 = zip(HIGH, c1, c5);
      DoubleVector d4 = zip(LOW, c2, c6);
      DoubleVector d5 = zip(HIGH, c2, c6);
      DoubleVector d6 = zip(LOW, c3, c7);
      DoubleVector d7 = zip(HIGH, c3, c7);
      int out = to + p * 8;
      d0.intoArray(block, out);
      d1.intoArray(block, out + LANES);
      d2.intoArray(block, out + 2 * LANES);
      d3.intoArray(block, out + 3 * LANES);
      d4.intoArray(block, out + 4 * LANES);
      d5.intoArray(block, out + 5 * LANES);
      d6.intoArray(block, out + 6 * LANES);
      d7.intoArray(block, out + 7 * LANES);
    }
    return p;
  }

  private static int pack4(
      MemorySegment a, long from, long lda, double alpha, int deep, double[] block, int to) {
    DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha);
    int p = 0;
    for (; p + LANES <= deep; p += LANES) {
      long at = from + p;
      DoubleVector a0 = load(a, at).mul(factor);
      DoubleVector a1 = load(a, at + lda).mul(factor);
      DoubleVector a2 = load(a, at + 2 * lda).mul(factor);
      DoubleVector a3 = load(a, at + 3 * lda).mul(factor);
      DoubleVector b0 = zip(LOW, a0, a2);
      DoubleVector b1 = zip(HIGH, a0, a2);
      DoubleVector b2 = zip(LOW, a1, a3);
      DoubleVector b3 = zip(HIGH, a1, a3);
      DoubleVector c0 = zip(LOW, b0, b2);
      DoubleVector c1 = zip(HIGH, b0, b2);
      DoubleVector c2 = zip(LOW, b1, b3);
      DoubleVector c3 = zip(HIGH, b1, b3);
      int out = to + p * 4;
      c0.intoArray(block, out);
      c1.intoArray(block, out + LANES);
      c2.intoArray(block, out + 2 * LANES);
      c3.intoArray(block, out + 3 * LANES);
    }
    return p;
  }

  private static DoubleVector load(MemorySegment a, long at) {
    return DoubleVector.fromMemorySegment(SPECIES, a, at * Double.BYTES, ORDER);
  }

  /** Where a half of the numbers comes from, of two vectors that are one behind the other. */
  private static DoubleVector places(int from) {
    double[] places = new double[LANES];
    for (int i = 0; i < LANES; i++) {
      places[i] = from + i / 2 + i % 2 * LANES;
    }
    return DoubleVector.fromArray(SPECIES, places, 0);
  }

  private static DoubleVector zip(DoubleVector half, DoubleVector v, DoubleVector w) {
    return half.selectFrom(v, w);
  }
}
