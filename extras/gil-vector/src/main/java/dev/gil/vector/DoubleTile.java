package dev.gil.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of a product of doubles. A method of its own, below 1,000 bytecodes and
 * without a {@code MemorySegment}: a larger one was too much for the first of the JVM's compilers,
 * so that it was never profiled and stayed a hundred times slower for ever.
 */
final class DoubleTile {
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();

  /** Columns of a tile. */
  static final int WIDE = (Registers.MANY ? 3 : 2) * LANES;

  /**
   * Rows of a tile. With 24 sums, three vectors of B and one of A, 28 of 32 registers are in use;
   * where there are 16, 8 sums leave the compiler some; with 10 or 12 it moves sums to memory and
   * back: 28 and 31 GFLOP/s of floats in place of 38 on a core that had 38 at most.
   */
  static final int HIGH = Registers.MANY ? 8 : 4;

  private DoubleTile() {}

  /** Columns that are computed for so many at the edge of C: whole vectors. */
  static int wide(int columns) {
    return (columns + LANES - 1) / LANES * LANES;
  }

  /**
   * Multiplies a strip of A by one of B.
   *
   * @param wide columns of the strip of B, as {@link #wide(int)} says
   * @param out rows of {@link #WIDE}
   */
  static void run(int deep, int wide, double[] a, int atA, double[] b, int atB, double[] out) {
    if (wide < WIDE) {
      DoubleNarrowTile.run(deep, wide, a, atA, b, atB, out);
    } else if (Registers.MANY) {
      tile8(deep, a, atA, b, atB, out);
    } else {
      tile4(deep, a, atA, b, atB, out);
    }
  }

  /** 8 rows by 3 vectors in registers, from panels on the heap to a small array. */
  private static void tile8(int deep, double[] a, int atA, double[] b, int atB, double[] out) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector c00 = zero;
    DoubleVector c01 = zero;
    DoubleVector c02 = zero;
    DoubleVector c10 = zero;
    DoubleVector c11 = zero;
    DoubleVector c12 = zero;
    DoubleVector c20 = zero;
    DoubleVector c21 = zero;
    DoubleVector c22 = zero;
    DoubleVector c30 = zero;
    DoubleVector c31 = zero;
    DoubleVector c32 = zero;
    DoubleVector c40 = zero;
    DoubleVector c41 = zero;
    DoubleVector c42 = zero;
    DoubleVector c50 = zero;
    DoubleVector c51 = zero;
    DoubleVector c52 = zero;
    DoubleVector c60 = zero;
    DoubleVector c61 = zero;
    DoubleVector c62 = zero;
    DoubleVector c70 = zero;
    DoubleVector c71 = zero;
    DoubleVector c72 = zero;
    int pa = atA;
    int pb = atB;
    for (int p = 0; p < deep; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, pb);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, pb + LANES);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, pb + 2 * LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[pa]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[pa + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[pa + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[pa + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[pa + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[pa + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[pa + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[pa + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      c72 = a7.fma(b2, c72);
      pa += 8;
      pb += WIDE;
    }
    c00.intoArray(out, 0);
    c01.intoArray(out, LANES);
    c02.intoArray(out, 2 * LANES);
    c10.intoArray(out, 3 * LANES);
    c11.intoArray(out, 4 * LANES);
    c12.intoArray(out, 5 * LANES);
    c20.intoArray(out, 6 * LANES);
    c21.intoArray(out, 7 * LANES);
    c22.intoArray(out, 8 * LANES);
    c30.intoArray(out, 9 * LANES);
    c31.intoArray(out, 10 * LANES);
    c32.intoArray(out, 11 * LANES);
    c40.intoArray(out, 12 * LANES);
    c41.intoArray(out, 13 * LANES);
    c42.intoArray(out, 14 * LANES);
    c50.intoArray(out, 15 * LANES);
    c51.intoArray(out, 16 * LANES);
    c52.intoArray(out, 17 * LANES);
    c60.intoArray(out, 18 * LANES);
    c61.intoArray(out, 19 * LANES);
    c62.intoArray(out, 20 * LANES);
    c70.intoArray(out, 21 * LANES);
    c71.intoArray(out, 22 * LANES);
    c72.intoArray(out, 23 * LANES);
  }

  /** 4 rows by 2 vectors in registers, from panels on the heap to a small array. */
  private static void tile4(int deep, double[] a, int atA, double[] b, int atB, double[] out) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector c00 = zero;
    DoubleVector c01 = zero;
    DoubleVector c10 = zero;
    DoubleVector c11 = zero;
    DoubleVector c20 = zero;
    DoubleVector c21 = zero;
    DoubleVector c30 = zero;
    DoubleVector c31 = zero;
    int pa = atA;
    int pb = atB;
    for (int p = 0; p < deep; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, pb);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, pb + LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[pa]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[pa + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[pa + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[pa + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      pa += 4;
      pb += WIDE;
    }
    c00.intoArray(out, 0);
    c01.intoArray(out, LANES);
    c10.intoArray(out, 2 * LANES);
    c11.intoArray(out, 3 * LANES);
    c20.intoArray(out, 4 * LANES);
    c21.intoArray(out, 5 * LANES);
    c30.intoArray(out, 6 * LANES);
    c31.intoArray(out, 7 * LANES);
  }
}
