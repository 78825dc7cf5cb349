package dev.gil.workloads;

import java.util.Arrays;

/**
 * The sieve of Eratosthenes over the odd numbers, piece by piece: another way to the primes, to
 * check the first by.
 */
final class Sieve {
  private static final int ODDS = 1 << 18;

  private Sieve() {}

  /**
   * The n-th prime.
   *
   * @param n from 1; 1 means 2
   */
  static long nthPrime(long n) {
    if (n == 1) {
      return 2;
    }
    int[] factors = oddPrimesBelow(1 << 16); // enough for pieces below 2^32
    boolean[] composite = new boolean[ODDS];
    long found = 1;
    for (long from = 1; from < 1L << 32; from += 2L * ODDS) {
      Arrays.fill(composite, false);
      cross(composite, from, factors);
      for (int i = from == 1 ? 1 : 0; i < ODDS; i++) {
        if (!composite[i] && ++found == n) {
          return from + 2L * i;
        }
      }
    }
    throw new IllegalArgumentException("the " + n + "-th prime is beyond 2^32");
  }

  /** Crosses out the odd multiples; cell i stands for {@code from + 2 i}. */
  private static void cross(boolean[] composite, long from, int[] factors) {
    long to = from + 2L * ODDS;
    for (int p : factors) {
      long square = (long) p * p;
      if (square >= to) {
        return;
      }
      long first = Math.max(square, (from + p - 1) / p * p);
      if (first % 2 == 0) {
        first += p;
      }
      for (long i = (first - from) / 2; i < ODDS; i += p) {
        composite[(int) i] = true;
      }
    }
  }

  private static int[] oddPrimesBelow(int limit) {
    boolean[] composite = new boolean[limit];
    int[] primes = new int[limit];
    int count = 0;
    for (int i = 3; i < limit; i += 2) {
      if (!composite[i]) {
        primes[count++] = i;
        for (long j = (long) i * i; j < limit; j += 2L * i) {
          composite[(int) j] = true;
        }
      }
    }
    return Arrays.copyOf(primes, count);
  }
}
