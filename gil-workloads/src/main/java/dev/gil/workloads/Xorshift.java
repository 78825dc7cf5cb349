package dev.gil.workloads;

/**
 * Marsaglia's xorshift generator of 64 bits (13, 7, 17): a chain of steps that no compiler
 * shortens, whose end is nevertheless known beforehand.
 *
 * <p>A step is linear over the field of two elements, so a matrix of 64 by 64 bits takes it, and
 * its powers take many steps at once.
 */
final class Xorshift {
  private Xorshift() {}

  static long step(long state) {
    long x = state;
    x ^= x << 13;
    x ^= x >>> 7;
    x ^= x << 17;
    return x;
  }

  /** The state after so many steps, in time that grows with the logarithm of their number. */
  static long after(long state, long steps) {
    long[] power = new long[Long.SIZE];
    for (int bit = 0; bit < Long.SIZE; bit++) {
      power[bit] = step(1L << bit);
    }
    long x = state;
    for (long left = steps; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        x = times(power, x);
      }
      power = times(power, power);
    }
    return x;
  }

  /** Columns are the images of the single bits. */
  private static long[] times(long[] matrix, long[] columns) {
    long[] product = new long[Long.SIZE];
    for (int bit = 0; bit < Long.SIZE; bit++) {
      product[bit] = times(matrix, columns[bit]);
    }
    return product;
  }

  private static long times(long[] matrix, long vector) {
    long sum = 0;
    for (long left = vector; left != 0; left &= left - 1) {
      sum ^= matrix[Long.numberOfTrailingZeros(left)];
    }
    return sum;
  }
}
