package dev.gil.openblas;

import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;

/** Products, cut into calls that are long enough to be quick and short enough to be cancelled. */
final class Products {
  private static final int BY_ROWS = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private Products() {}

  static void doubles(
      Routines routines,
      ProductShape s,
      double alpha,
      MemorySegment a,
      MemorySegment b,
      double beta,
      MemorySegment c,
      CancelPoll cancel) {
    Cut cut = Cut.of(s, Double.BYTES);
    for (int i = 0; i < s.m(); i += cut.rows()) {
      int rows = Math.min(cut.rows(), s.m() - i);
      for (int j = 0; j < s.n(); j += cut.columns()) {
        int columns = Math.min(cut.columns(), s.n() - j);
        for (int p = 0; p == 0 || p < s.k(); p += cut.deep()) {
          int deep = Math.min(cut.deep(), s.k() - p);
          cancel.poll();
          routines.places().acquireUninterruptibly();
          try {
            routines
                .dgemm()
                .invokeExact(
                    BY_ROWS,
                    s.transposeA() ? TRANSPOSED : PLAIN,
                    s.transposeB() ? TRANSPOSED : PLAIN,
                    rows,
                    columns,
                    deep,
                    alpha,
                    a.asSlice(Cut.left(s, i, p) * Double.BYTES),
                    Math.max(1, s.lda()),
                    b.asSlice(Cut.right(s, p, j) * Double.BYTES),
                    Math.max(1, s.ldb()),
                    p == 0 ? beta : 1d,
                    c.asSlice(((long) i * s.ldc() + j) * Double.BYTES),
                    Math.max(1, s.ldc()));
          } catch (Throwable e) {
            throw Routines.unexpected(e);
          } finally {
            routines.places().release();
          }
        }
      }
    }
  }

  static void floats(
      Routines routines,
      ProductShape s,
      float alpha,
      MemorySegment a,
      MemorySegment b,
      float beta,
      MemorySegment c,
      CancelPoll cancel) {
    Cut cut = Cut.of(s, Float.BYTES);
    for (int i = 0; i < s.m(); i += cut.rows()) {
      int rows = Math.min(cut.rows(), s.m() - i);
      for (int j = 0; j < s.n(); j += cut.columns()) {
        int columns = Math.min(cut.columns(), s.n() - j);
        for (int p = 0; p == 0 || p < s.k(); p += cut.deep()) {
          int deep = Math.min(cut.deep(), s.k() - p);
          cancel.poll();
          routines.places().acquireUninterruptibly();
          try {
            routines
                .sgemm()
                .invokeExact(
                    BY_ROWS,
                    s.transposeA() ? TRANSPOSED : PLAIN,
                    s.transposeB() ? TRANSPOSED : PLAIN,
                    rows,
                    columns,
                    deep,
                    alpha,
                    a.asSlice(Cut.left(s, i, p) * Float.BYTES),
                    Math.max(1, s.lda()),
                    b.asSlice(Cut.right(s, p, j) * Float.BYTES),
                    Math.max(1, s.ldb()),
                    p == 0 ? beta : 1f,
                    c.asSlice(((long) i * s.ldc() + j) * Float.BYTES),
                    Math.max(1, s.ldc()));
          } catch (Throwable e) {
            throw Routines.unexpected(e);
          } finally {
            routines.places().release();
          }
        }
      }
    }
  }
}
