package dev.gil.workloads;

/**
 * Decides whether a number is prime, for candidates that 2, 3 and 5 do not divide: division by the
 * primes to 61, then the Miller-Rabin test to the bases 2, 7 and 61, which together are wrong for
 * no number below 4,759,123,141 (Jaeschke, 1993).
 *
 * <p>Products are reduced in Montgomery's way, by multiplications instead of a division: residues
 * are kept times 2^32, and adding the right multiple of the modulus clears the low half.
 */
final class Primality {
  private Primality() {}

  /**
   * Whether {@code n} is prime.
   *
   * @param n more than 5, and divided by none of 2, 3 and 5
   */
  static boolean isPrime(int n) {
    if (n < 67 * 67) {
      return isDividedByNone(n);
    }
    if (hasSmallFactor(n)) {
      return false;
    }
    int negativeInverse = negativeInverse(n);
    long one = (1L << 32) % n;
    return passes(n, negativeInverse, one, 2 * one % n)
        && passes(n, negativeInverse, one, 7 * one % n)
        && passes(n, negativeInverse, one, 61 * one % n);
  }

  private static boolean isDividedByNone(int n) {
    for (int d = 7; d * d <= n; d += 2) {
      if (n % d == 0) {
        return false;
      }
    }
    return true;
  }

  /** Spelled out: a division by a constant is a multiplication. */
  private static boolean hasSmallFactor(int n) {
    return n % 7 == 0
        || n % 11 == 0
        || n % 13 == 0
        || n % 17 == 0
        || n % 19 == 0
        || n % 23 == 0
        || n % 29 == 0
        || n % 31 == 0
        || n % 37 == 0
        || n % 41 == 0
        || n % 43 == 0
        || n % 47 == 0
        || n % 53 == 0
        || n % 59 == 0
        || n % 61 == 0;
  }

  /** Whether n is a strong probable prime to a base, given times 2^32 as {@code one} is. */
  private static boolean passes(int n, int negativeInverse, long one, long base) {
    int twos = Integer.numberOfTrailingZeros(n - 1);
    int odd = (n - 1) >>> twos;
    long minusOne = n - one;
    long x = base;
    for (int bit = 30 - Integer.numberOfLeadingZeros(odd); bit >= 0; bit--) {
      x = reduce(x * x, n, negativeInverse);
      if ((odd >>> bit & 1) != 0) {
        x = reduce(x * base, n, negativeInverse);
      }
    }
    if (x == one || x == minusOne) {
      return true;
    }
    for (int i = 1; i < twos; i++) {
      x = reduce(x * x, n, negativeInverse);
      if (x == minusOne) {
        return true;
      }
    }
    return false;
  }

  /** {@code product / 2^32} modulo n, for products below n times 2^32. */
  private static long reduce(long product, int n, int negativeInverse) {
    int multiple = (int) product * negativeInverse;
    long r = (product + (multiple & 0xFFFF_FFFFL) * n) >>> 32;
    return r >= n ? r - n : r;
  }

  /** The number that gives -1 modulo 2^32 when multiplied by the odd n: Newton's iteration. */
  private static int negativeInverse(int n) {
    int inverse = n; // right in the low 3 bits; each turn doubles them
    for (int i = 0; i < 4; i++) {
      inverse *= 2 - n * inverse;
    }
    return -inverse;
  }
}
