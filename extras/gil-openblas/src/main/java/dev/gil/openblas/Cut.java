package dev.gil.openblas;

import dev.gil.arrays.spi.ProductShape;

/**
 * How much of a product one call computes.
 *
 * @param rows of C
 * @param deep of the inner size
 */
record Cut(int rows, int deep) {
  /** Multiplications of a call, 10 ms of doubles. */
  private static final long MOST = 250_000_000;

  /**
   * The library works through the inner size in steps of this or half of it, and so loses nothing.
   */
  private static final int DEEP = 768;

  /** With fewer rows, what is copied of B in each call shows. */
  private static final int LEAST_ROWS = 512;

  static Cut of(ProductShape s) {
    int deep = Math.min(s.k(), DEEP);
    long row = Math.max(1, (long) s.n() * deep);
    if ((long) s.m() * s.n() <= MOST / Math.max(1, s.k())) {
      return new Cut(Math.max(1, s.m()), Math.max(1, s.k()));
    }
    return new Cut(Math.clamp(MOST / row, LEAST_ROWS, Math.max(LEAST_ROWS, s.m())), deep);
  }

  /** Where op(A) at row i and column p is in memory. */
  static long left(ProductShape s, int i, int p) {
    return s.transposeA() ? (long) p * s.lda() + i : (long) i * s.lda() + p;
  }

  /** Where op(B) at row p is in memory. */
  static long right(ProductShape s, int p) {
    return s.transposeB() ? p : (long) p * s.ldb();
  }
}
