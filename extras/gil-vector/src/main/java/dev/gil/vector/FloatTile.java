package dev.gil.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of a product of floats. A method of its own, below 1,000 bytecodes and without
 * a {@code MemorySegment}: a larger one was too much for the first of the JVM's compilers, so that
 * it was never profiled and stayed a hundred times slower for ever.
 */
final class FloatTile {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();

  /** Columns of a tile. */
  static final int WIDE = (Registers.MANY ? 3 : 2) * LANES;

  /**
   * Rows of a tile. With 24 sums, three vectors of B and one of A, 28 of 32 registers are in use;
   * where there are 16, 8 sums leave the compiler some; with 10 or 12 it moves sums to memory and
   * back: 28 and 31 GFLOP/s of floats in place of 38 on a core that had 38 at most.
   */
  static final int HIGH = Registers.MANY ? 8 : 4;

  private FloatTile() {}

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
  static void run(int deep, int wide, float[] a, int atA, float[] b, int atB, float[] out) {
    if (wide < WIDE) {
      FloatNarrowTile.run(deep, wide, a, atA, b, atB, out);
    } else if (Registers.MANY) {
      tile8(deep, a, atA, b, atB, out);
    } else {
      tile4(deep, a, atA, b, atB, out);
    }
  }

  /** 8 rows by 3 vectors in registers, from panels on the heap to a small array. */
  private static void tile8(int deep, float[] a, int atA, float[] b, int atB, float[] out) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c02 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c12 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c22 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    FloatVector c32 = zero;
    FloatVector c40 = zero;
    FloatVector c41 = zero;
    FloatVector c42 = zero;
    FloatVector c50 = zero;
    FloatVector c51 = zero;
    FloatVector c52 = zero;
    FloatVector c60 = zero;
    FloatVector c61 = zero;
    FloatVector c62 = zero;
    FloatVector c70 = zero;
    FloatVector c71 = zero;
    FloatVector c72 = zero;
    int pa = atA;
    int pb = atB;
    for (int p = 0; p < deep; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, pb + 2 * LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[pa]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[pa + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[pa + 7]);
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
  private static void tile4(int deep, float[] a, int atA, float[] b, int atB, float[] out) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    int pa = atA;
    int pb = atB;
    for (int p = 0; p < deep; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[pa]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[pa + 3]);
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
