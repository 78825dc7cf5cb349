package dev.gil.vector;

import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;

/**
 * A product of floats, as Goto and van de Geijn cut it ("Anatomy of High-Performance Matrix
 * Multiplication", 2008): a block of B in the outer caches, one of A in the second, and for each
 * pair of strips a tile of C in registers.
 */
final class FloatProduct {
  /** The inner size of a block: a strip of B stays in the first cache. */
  private static final int DEEP = 384;

  /** Rows of a block of A: it stays in the second cache. */
  private static final int HIGH = 256 / FloatTile.HIGH * FloatTile.HIGH;

  /** Columns of a block of B. */
  private static final int WIDE = 2_016;

  private static final Scratch<float[]> SCRATCH =
      new Scratch<>(size -> new float[size], x -> x.length);

  private final ProductShape shape;
  private final MemorySegment c;
  private final float[] left;
  private final float[] right;
  private final float[] tile = new float[FloatTile.HIGH * FloatTile.WIDE];
  private final CancelPoll cancel;

  private FloatProduct(
      ProductShape shape, MemorySegment c, float[] left, float[] right, CancelPoll cancel) {
    this.shape = shape;
    this.c = c;
    this.left = left;
    this.right = right;
    this.cancel = cancel;
  }

  static void run(
      ProductShape s,
      float alpha,
      MemorySegment a,
      MemorySegment b,
      float beta,
      MemorySegment c,
      CancelPoll cancel) {
    boolean nothing = alpha == 0 || s.k() == 0;
    if (nothing || (beta != 0 && beta != 1)) {
      for (int i = 0; i < s.m(); i++) {
        cancel.poll();
        FloatLanding.scale(beta, c, (long) i * s.ldc(), s.n());
      }
    }
    if (nothing || s.m() == 0 || s.n() == 0) {
      return;
    }
    int steps = (s.k() + DEEP - 1) / DEEP;
    int deep = (s.k() + steps - 1) / steps;
    float[] left = SCRATCH.take(deep * whole(Math.min(HIGH, s.m()), FloatTile.HIGH));
    float[] right = SCRATCH.take(deep * whole(Math.min(WIDE, s.n()), FloatTile.WIDE));
    try {
      new FloatProduct(s, c, left, right, cancel).blocks(alpha, a, b, beta == 0, deep);
    } finally {
      SCRATCH.give(left);
      SCRATCH.give(right);
    }
  }

  /** The next multiple. */
  private static int whole(int size, int of) {
    return (size + of - 1) / of * of;
  }

  private void blocks(float alpha, MemorySegment a, MemorySegment b, boolean overwrite, int most) {
    for (int j = 0; j < shape.n(); j += WIDE) {
      int wide = Math.min(WIDE, shape.n() - j);
      for (int p = 0; p < shape.k(); p += most) {
        int deep = Math.min(most, shape.k() - p);
        cancel.poll();
        FloatPanels.right(b, shape.ldb(), shape.transposeB(), p, deep, j, wide, right);
        for (int i = 0; i < shape.m(); i += HIGH) {
          int high = Math.min(HIGH, shape.m() - i);
          FloatPanels.left(a, shape.lda(), shape.transposeA(), alpha, i, high, p, deep, left);
          block(i, high, j, wide, deep, overwrite && p == 0);
        }
      }
    }
  }

  private void block(int i, int high, int j, int wide, int deep, boolean overwrite) {
    for (int y = 0; y < wide; y += FloatTile.WIDE) {
      cancel.poll();
      int columns = Math.min(FloatTile.WIDE, wide - y);
      for (int x = 0; x < high; x += FloatTile.HIGH) {
        FloatTile.run(deep, FloatTile.wide(columns), left, x * deep, right, y * deep, tile);
        land(
            (long) (i + x) * shape.ldc() + j + y,
            Math.min(FloatTile.HIGH, high - x),
            columns,
            overwrite);
      }
    }
  }

  private void land(long at, int rows, int columns, boolean overwrite) {
    if (rows < FloatTile.HIGH || columns < FloatTile.WIDE) {
      FloatLanding.part(tile, c, at, shape.ldc(), rows, columns, !overwrite);
    } else if (overwrite) {
      FloatLanding.set(tile, c, at, shape.ldc());
    } else {
      FloatLanding.add(tile, c, at, shape.ldc());
    }
  }
}
