package dev.gil.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of a product of floats at the edge of C, where fewer columns are left than a
 * tile has: to compute the whole tile would be three times the work for a matrix with the columns
 * of one vector.
 */
final class FloatNarrowTile {
  private static final VectorSpecies<Float> SPECIES = FloatTile.SPECIES;
  private static final int LANES = FloatTile.LANES;
  private static final int WIDE = FloatTile.WIDE;

  private FloatNarrowTile() {}

  static void run(int deep, int wide, float[] a, int atA, float[] b, int atB, float[] out) {
    if (!Registers.MANY) {
      tile4by1(deep, a, atA, b, atB, out);
    } else if (wide == LANES) {
      tile8by1(deep, a, atA, b, atB, out);
    } else {
      tile8by2(deep, a, atA, b, atB, out);
    }
  }

  private static void tile8by2(int deep, float[] a, int atA, float[] b, int atB, float[] out) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    FloatVector c40 = zero;
    FloatVector c41 = zero;
    FloatVector c50 = zero;
    FloatVector c51 = zero;
    FloatVector c60 = zero;
    FloatVector c61 = zero;
    FloatVector c70 = zero;
    FloatVector c71 = zero;
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
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[pa + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[pa + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      pa += 8;
      pb += 2 * LANES;
    }
    c00.intoArray(out, 0);
    c01.intoArray(out, LANES);
    c10.intoArray(out, WIDE);
    c11.intoArray(out, WIDE + LANES);
    c20.intoArray(out, 2 * WIDE);
    c21.intoArray(out, 2 * WIDE + LANES);
    c30.intoArray(out, 3 * WIDE);
    c31.intoArray(out, 3 * WIDE + LANES);
    c40.intoArray(out, 4 * WIDE);
    c41.intoArray(out, 4 * WIDE + LANES);
    c50.intoArray(out, 5 * WIDE);
    c51.intoArray(out, 5 * WIDE + LANES);
    c60.intoArray(out, 6 * WIDE);
    c61.intoArray(out, 6 * WIDE + LANES);
    c70.intoArray(out, 7 * WIDE);
    c71.intoArray(out, 7 * WIDE + LANES);
  }

  private static void tile8by1(int deep, float[] a, int atA, float[] b, int atB, float[] out) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero;
    FloatVector c10 = zero;
    FloatVector c20 = zero;
    FloatVector c30 = zero;
    FloatVector c40 = zero;
    FloatVector c50 = zero;
    FloatVector c60 = zero;
    FloatVector c70 = zero;
    int pa = atA;
    int pb = atB;
    for (int p = 0; p < deep; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[pa]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[pa + 6]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[pa + 7]);
      c70 = a7.fma(b0, c70);
      pa += 8;
      pb += LANES;
    }
    c00.intoArray(out, 0);
    c10.intoArray(out, WIDE);
    c20.intoArray(out, 2 * WIDE);
    c30.intoArray(out, 3 * WIDE);
    c40.intoArray(out, 4 * WIDE);
    c50.intoArray(out, 5 * WIDE);
    c60.intoArray(out, 6 * WIDE);
    c70.intoArray(out, 7 * WIDE);
  }

  private static void tile4by1(int deep, float[] a, int atA, float[] b, int atB, float[] out) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero;
    FloatVector c10 = zero;
    FloatVector c20 = zero;
    FloatVector c30 = zero;
    int pa = atA;
    int pb = atB;
    for (int p = 0; p < deep; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[pa]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c30 = a3.fma(b0, c30);
      pa += 4;
      pb += LANES;
    }
    c00.intoArray(out, 0);
    c10.intoArray(out, WIDE);
    c20.intoArray(out, 2 * WIDE);
    c30.intoArray(out, 3 * WIDE);
  }
}
