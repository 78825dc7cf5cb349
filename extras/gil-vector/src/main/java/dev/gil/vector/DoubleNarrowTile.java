package dev.gil.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of a product of doubles at the edge of C, where fewer columns are left than a
 * tile has: to compute the whole tile would be three times the work for a matrix with the columns
 * of one vector.
 */
final class DoubleNarrowTile {
  private static final VectorSpecies<Double> SPECIES = DoubleTile.SPECIES;
  private static final int LANES = DoubleTile.LANES;
  private static final int WIDE = DoubleTile.WIDE;

  private DoubleNarrowTile() {}

  static void run(int deep, int wide, double[] a, int atA, double[] b, int atB, double[] out) {
    if (!Registers.MANY) {
      tile4by1(deep, a, atA, b, atB, out);
    } else if (wide == LANES) {
      tile8by1(deep, a, atA, b, atB, out);
    } else {
      tile8by2(deep, a, atA, b, atB, out);
    }
  }

  private static void tile8by2(int deep, double[] a, int atA, double[] b, int atB, double[] out) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector c00 = zero;
    DoubleVector c01 = zero;
    DoubleVector c10 = zero;
    DoubleVector c11 = zero;
    DoubleVector c20 = zero;
    DoubleVector c21 = zero;
    DoubleVector c30 = zero;
    DoubleVector c31 = zero;
    DoubleVector c40 = zero;
    DoubleVector c41 = zero;
    DoubleVector c50 = zero;
    DoubleVector c51 = zero;
    DoubleVector c60 = zero;
    DoubleVector c61 = zero;
    DoubleVector c70 = zero;
    DoubleVector c71 = zero;
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
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[pa + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[pa + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[pa + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[pa + 7]);
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

  private static void tile8by1(int deep, double[] a, int atA, double[] b, int atB, double[] out) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector c00 = zero;
    DoubleVector c10 = zero;
    DoubleVector c20 = zero;
    DoubleVector c30 = zero;
    DoubleVector c40 = zero;
    DoubleVector c50 = zero;
    DoubleVector c60 = zero;
    DoubleVector c70 = zero;
    int pa = atA;
    int pb = atB;
    for (int p = 0; p < deep; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, pb);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[pa]);
      c00 = a0.fma(b0, c00);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[pa + 1]);
      c10 = a1.fma(b0, c10);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[pa + 2]);
      c20 = a2.fma(b0, c20);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[pa + 3]);
      c30 = a3.fma(b0, c30);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[pa + 4]);
      c40 = a4.fma(b0, c40);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[pa + 5]);
      c50 = a5.fma(b0, c50);
      DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[pa + 6]);
      c60 = a6.fma(b0, c60);
      DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[pa + 7]);
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

  private static void tile4by1(int deep, double[] a, int atA, double[] b, int atB, double[] out) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector c00 = zero;
    DoubleVector c10 = zero;
    DoubleVector c20 = zero;
    DoubleVector c30 = zero;
    int pa = atA;
    int pb = atB;
    for (int p = 0; p < deep; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, pb);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[pa]);
      c00 = a0.fma(b0, c00);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[pa + 1]);
      c10 = a1.fma(b0, c10);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[pa + 2]);
      c20 = a2.fma(b0, c20);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[pa + 3]);
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
