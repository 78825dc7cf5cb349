package dev.gil.openblas;

import dev.gil.arrays.spi.ProductShape;

/**
 * How much of a product one call computes.
 *
 * @param rows of C
 * @param columns of C
 * @param deep of the inner size
 */
record Cut(int rows, int columns, int deep) {
  /** Multiplications that a call should have, 10 ms of doubles. */
  private static final long MOST = 250_000_000;

  /**
   * The library works through the inner size in steps of this or half of it, and so loses nothing.
   */
  private static final int DEEP = 768;

  /** With fewer rows, what is copied of B in each call shows. */
  private static final int LEAST_ROWS = 512;

  /** The same of A. */
  private static final int LEAST_COLUMNS = 2_048;

  static Cut of(ProductShape s) {
    if ((long) s.m() * s.n() <= MOST / Math.max(1, s.k())) {
      return new Cut(Math.max(1, s.m()), Math.max(1, s.n()), Math.max(1, s.k()));
    }
    int deep = Math.clamp(s.k(), 1, DEEP);
    int rows = atMost(s.m(), MOST / ((long) s.n() * deep), LEAST_ROWS);
    return new Cut(rows, atMost(s.n(), MOST / ((long) rows * deep), LEAST_COLUMNS), deep);
  }

  private static int atMost(int all, long wanted, int least) {
    return (int) Math.min(all, Math.max(wanted, least));
  }

  /** Where op(A) at row i and column p is in memory. */
  static long left(ProductShape s, int i, int p) {
    return s.transposeA() ? (long) p * s.lda() + i : (long) i * s.lda() + p;
  }

  /** Where op(B) at row p and column j is in memory. */
  static long right(ProductShape s, int p, int j) {
    return s.transposeB() ? (long) j * s.ldb() + p : (long) p * s.ldb() + j;
  }
}
