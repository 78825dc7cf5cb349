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
  /**
   * Bytes whose numbers are multiplied in one call, about 10 ms: 250 million doubles, or twice as
   * many floats, of which a vector has twice as many too.
   */
  private static final long MOST = 2_000_000_000;

  /**
   * The library works through the inner size in steps of this or half of it, and so loses nothing.
   */
  private static final int DEEP = 768;

  /**
   * Bytes of a column of a call's A. With fewer rows, what is copied of B in each call shows, and
   * beside floats, which are done in half the time, it shows twice as much.
   */
  private static final int LEAST_ROWS = 4_096;

  /** The same of A. */
  private static final int LEAST_COLUMNS = 2_048;

  /** For numbers of so many bytes. */
  static Cut of(ProductShape s, int bytes) {
    long most = MOST / bytes;
    if ((long) s.m() * s.n() <= most / Math.max(1, s.k())) {
      return new Cut(Math.max(1, s.m()), Math.max(1, s.n()), Math.max(1, s.k()));
    }
    int deep = Math.clamp(s.k(), 1, DEEP);
    int rows = atMost(s.m(), most / ((long) s.n() * deep), LEAST_ROWS / bytes);
    return new Cut(rows, atMost(s.n(), most / ((long) rows * deep), LEAST_COLUMNS), deep);
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
