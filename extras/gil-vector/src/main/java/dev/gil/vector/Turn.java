package dev.gil.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns eight rows of bytes into columns of eight and back, as many squares of 8 by 8 at once as a
 * vector has longs. In each lane halves of longs change places, then quarters, then bytes: H. S.
 * Warren, Hacker's Delight (2003), 7-3, which does it with bits.
 *
 * <p>That alone would leave columns in an order of its own, as the first columns of all squares
 * come out in one vector. So before it the bytes of a row are dealt to the squares like cards to
 * players, and columns lie one after the other. The other way round it is the same backwards.
 *
 * <p>In pieces of four vectors, by way of a block that stays in the cache, and no piece hands
 * vectors to another: all at once is more than the compiler takes, and a piece that it has compiled
 * into much code already it calls, with objects for vectors.
 */
final class Turn {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;

  /** Bytes of a row that are turned at once. */
  static final int WIDE = BYTES.length();

  /** Bytes of the block that both ways need for themselves. */
  static final int BLOCK = 8 * WIDE;

  private static final int SQUARES = WIDE / Long.BYTES;

  private static final VectorShuffle<Byte> DEAL =
      VectorShuffle.fromOp(BYTES, i -> i % 8 * SQUARES + i / 8);

  private static final VectorShuffle<Byte> COLLECT =
      VectorShuffle.fromOp(BYTES, i -> i % SQUARES * 8 + i / SQUARES);

  private static final long HALVES = 0x0000_0000_FFFF_FFFFL;
  private static final long QUARTERS = 0x0000_FFFF_0000_FFFFL;
  private static final long SINGLES = 0x00FF_00FF_00FF_00FFL;

  private Turn() {}

  /**
   * Turns rows.
   *
   * @param bytes eight rows from the beginning on, and room for the rest
   * @param stride from one row to the next, a multiple of {@link #WIDE}
   * @param block where the block is
   * @param at where the columns go, one after the other, eight bytes each
   */
  static void toColumns(byte[] bytes, int stride, int block, int at) {
    for (int i = 0; i < stride; i += WIDE) {
      dealt(bytes, i, 2 * stride, block);
      dealt(bytes, i + stride, 2 * stride, block + 4 * WIDE);
      for (int j = 0; j < 4; j++) {
        singles(bytes, block + j * WIDE, at + 8 * i + 2 * j * WIDE);
      }
    }
  }

  /**
   * Turns columns.
   *
   * @param bytes the columns one after the other, and the block
   * @param from where the first column begins
   * @param wide how many, a multiple of {@link #WIDE}
   * @param block where the block is
   * @param rows gets eight of them
   * @param at where the first begins
   * @param stride from one to the next
   */
  static void toRows(byte[] bytes, int from, int wide, int block, byte[] rows, int at, int stride) {
    for (int i = 0; i < wide; i += WIDE) {
      quarters(bytes, from + 8 * i, 2 * WIDE, block);
      quarters(bytes, from + 8 * i + WIDE, 2 * WIDE, block + 4 * WIDE);
      for (int j = 0; j < 4; j++) {
        collected(bytes, block + j * WIDE, rows, at + i + 2 * j * stride, stride);
      }
    }
  }

  /** Deals every second row; then its halves and quarters change places. */
  private static void dealt(byte[] bytes, int from, int step, int to) {
    LongVector a = deal(bytes, from);
    LongVector c = deal(bytes, from + step);
    LongVector e = deal(bytes, from + 2 * step);
    LongVector g = deal(bytes, from + 3 * step);
    LongVector ae = low(a, e, HALVES, 32);
    LongVector ea = high(a, e, HALVES, 32);
    LongVector cg = low(c, g, HALVES, 32);
    LongVector gc = high(c, g, HALVES, 32);
    put(low(ae, cg, QUARTERS, 16), bytes, to);
    put(high(ae, cg, QUARTERS, 16), bytes, to + WIDE);
    put(low(ea, gc, QUARTERS, 16), bytes, to + 2 * WIDE);
    put(high(ea, gc, QUARTERS, 16), bytes, to + 3 * WIDE);
  }

  /** Halves and quarters of every second vector change places. */
  private static void quarters(byte[] bytes, int from, int step, int to) {
    LongVector a = get(bytes, from);
    LongVector c = get(bytes, from + step);
    LongVector e = get(bytes, from + 2 * step);
    LongVector g = get(bytes, from + 3 * step);
    LongVector ae = low(a, e, HALVES, 32);
    LongVector ea = high(a, e, HALVES, 32);
    LongVector cg = low(c, g, HALVES, 32);
    LongVector gc = high(c, g, HALVES, 32);
    put(low(ae, cg, QUARTERS, 16), bytes, to);
    put(high(ae, cg, QUARTERS, 16), bytes, to + WIDE);
    put(low(ea, gc, QUARTERS, 16), bytes, to + 2 * WIDE);
    put(high(ea, gc, QUARTERS, 16), bytes, to + 3 * WIDE);
  }

  /** Bytes change places between two vectors of the block. */
  private static void singles(byte[] bytes, int from, int to) {
    LongVector a = get(bytes, from);
    LongVector b = get(bytes, from + 4 * WIDE);
    put(low(a, b, SINGLES, 8), bytes, to);
    put(high(a, b, SINGLES, 8), bytes, to + WIDE);
  }

  private static void collected(byte[] bytes, int from, byte[] rows, int to, int stride) {
    LongVector a = get(bytes, from);
    LongVector b = get(bytes, from + 4 * WIDE);
    collect(low(a, b, SINGLES, 8), rows, to);
    collect(high(a, b, SINGLES, 8), rows, to + stride);
  }

  private static LongVector deal(byte[] from, int at) {
    return ByteVector.fromArray(BYTES, from, at).rearrange(DEAL).reinterpretAsLongs();
  }

  private static void collect(LongVector vector, byte[] to, int at) {
    vector.reinterpretAsBytes().rearrange(COLLECT).intoArray(to, at);
  }

  private static LongVector get(byte[] from, int at) {
    return ByteVector.fromArray(BYTES, from, at).reinterpretAsLongs();
  }

  private static void put(LongVector vector, byte[] to, int at) {
    vector.reinterpretAsBytes().intoArray(to, at);
  }

  /** The low pieces of both, those of the second moved up. */
  private static LongVector low(LongVector x, LongVector y, long mask, int shift) {
    return x.and(mask).or(y.and(mask).lanewise(VectorOperators.LSHL, shift));
  }

  /** The high pieces of both, those of the first moved down. */
  private static LongVector high(LongVector x, LongVector y, long mask, int shift) {
    return x.lanewise(VectorOperators.LSHR, shift).and(mask).or(y.and(~mask));
  }
}
