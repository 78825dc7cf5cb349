package dev.gil.arrays;

import dev.gil.kernel.CancelPoll;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Counts primes segment by segment, so that the bits stay in the processor's cache. For one thread.
 *
 * <p>A new segment is a copy of a pattern in which the multiples of 7, 11, 13 and 17 are crossed
 * out already. Each larger prime remembers its next multiple and joins when its square is reached.
 */
final class WheelSieve {
  private static final int[] RESIDUES = WheelCrossing.RESIDUES;

  /** From one residue to the next, and from the last to the first of the next wheel. */
  private static final int[] GAPS = {6, 4, 2, 4, 2, 4, 6, 2};

  /** Which residue a number has, by its rest of a division by 30; -1 if it has no bit. */
  private static final int[] INDEX = index();

  private static final int SEGMENT = 64 * 1024;
  private static final int PATTERN = 7 * 11 * 13 * 17;
  private static final int FIRST = 19;
  private static final byte[] CROSSED = pattern();
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What a multiple clears, by the residues of the prime and of the factor. */
  private static final byte[][] MASKS = new byte[8][8];

  /** Bytes to the next multiple that the prime's rest is good for, by the same. */
  private static final byte[][] CARRIES = new byte[8][8];

  static {
    for (int p = 0; p < 8; p++) {
      for (int q = 0; q < 8; q++) {
        int product = RESIDUES[p] * RESIDUES[q];
        MASKS[p][q] = (byte) ~(1 << INDEX[product % 30]);
        int after = RESIDUES[p] * (RESIDUES[q] + GAPS[q]);
        CARRIES[p][q] = (byte) (after / 30 - product / 30);
      }
    }
  }

  private final byte[] bits = new byte[SEGMENT];
  private final int[] primes;
  private final int[] next; // byte of the next multiple, from the start of the segment
  private final byte[] turn; // index of the residue of its factor
  private int joined;

  private WheelSieve(int[] primes) {
    this.primes = primes;
    this.next = new int[primes.length];
    this.turn = new byte[primes.length];
  }

  private static int[] index() {
    int[] index = new int[30];
    Arrays.fill(index, -1);
    for (int i = 0; i < RESIDUES.length; i++) {
      index[RESIDUES[i]] = i;
    }
    return index;
  }

  private static byte[] pattern() {
    byte[] pattern = new byte[PATTERN];
    for (int i = 0; i < 30 * PATTERN; i++) {
      if (INDEX[i % 30] >= 0 && i % 7 != 0 && i % 11 != 0 && i % 13 != 0 && i % 17 != 0) {
        pattern[i / 30] |= (byte) (1 << INDEX[i % 30]);
      }
    }
    return pattern;
  }

  /**
   * How many primes there are in a range.
   *
   * @param from at least 30
   * @param to not before {@code from}
   * @param cancel polled for each segment
   */
  static long count(long from, long to, CancelPoll cancel) {
    WheelSieve sieve = new WheelSieve(primesTo((int) Math.ceil(Math.sqrt((double) to)) + 1));
    long found = 0;
    for (long low = from - from % 30; low < to; low += 30L * SEGMENT) {
      cancel.poll();
      int bytes = (int) Math.min(SEGMENT, (to - low + 29) / 30);
      sieve.segment(low, bytes);
      sieve.cut(from - low, to - low);
      found += sieve.ones(bytes);
    }
    return found;
  }

  private void segment(long low, int bytes) {
    fill(low, bytes);
    long high = low + 30L * bytes;
    while (joined < primes.length && (long) primes[joined] * primes[joined] < high) {
      join(joined++, low);
    }
    for (int i = 0; i < joined; i++) {
      int at = next[i];
      next[i] = (at < bytes ? cross(i, bytes, at) : at) - bytes;
    }
  }

  /** Clears the bits of the segment's numbers before {@code from} and from {@code to} on. */
  private void cut(long from, long to) {
    for (int i = 0; i < RESIDUES.length; i++) {
      if (RESIDUES[i] < from) {
        bits[0] &= (byte) ~(1 << i);
      }
      if (to < 30L * SEGMENT && RESIDUES[i] >= to % 30 && to % 30 != 0) {
        bits[(int) (to / 30)] &= (byte) ~(1 << i);
      }
    }
  }

  private void fill(long low, int bytes) {
    int from = (int) (low / 30 % PATTERN);
    for (int filled = 0; filled < bytes; from = 0) {
      int many = Math.min(bytes - filled, PATTERN - from);
      System.arraycopy(CROSSED, from, bits, filled, many);
      filled += many;
    }
  }

  /** The first multiple of a prime, from its square on, that is not before the segment. */
  private void join(int i, long low) {
    int p = primes[i];
    long factor = Math.max(p, (low + p - 1) / p);
    while (INDEX[(int) (factor % 30)] < 0) {
      factor++;
    }
    next[i] = (int) ((factor * p - low) / 30);
    turn[i] = (byte) INDEX[(int) (factor % 30)];
  }

  /** Crosses the multiples of a prime out, and returns where the next one is. */
  private int cross(int i, int bytes, int first) {
    int a = primes[i] / 30;
    int residue = INDEX[primes[i] % 30];
    int at = turn[i] == 0 ? first : steps(i, bytes, first, a, residue);
    if (at < bytes) {
      at = WheelCrossing.cross(bits, bytes, at, a, residue);
      at = steps(i, bytes, at, a, residue);
    }
    return at;
  }

  /** One by one, to the end of the segment or of the turn. */
  private int steps(int i, int bytes, int first, int a, int residue) {
    byte[] masks = MASKS[residue];
    byte[] carries = CARRIES[residue];
    int w = turn[i];
    int at = first;
    while (at < bytes) {
      bits[at] &= masks[w];
      at += GAPS[w] * a + carries[w];
      w = (w + 1) & 7;
      if (w == 0) {
        break;
      }
    }
    turn[i] = (byte) w;
    return at;
  }

  private long ones(int bytes) {
    long found = 0;
    int i = 0;
    for (; i + 8 <= bytes; i += 8) {
      found += Long.bitCount((long) LONGS.get(bits, i));
    }
    for (; i < bytes; i++) {
      found += Integer.bitCount(bits[i] & 0xff);
    }
    return found;
  }

  /** Those that sieve: from 19 on. */
  private static int[] primesTo(int limit) {
    boolean[] composite = new boolean[limit + 1];
    int[] primes = new int[limit / 2 + 8];
    int count = 0;
    for (int i = 3; i <= limit; i += 2) {
      if (!composite[i]) {
        if (i >= FIRST) {
          primes[count++] = i;
        }
        for (long j = (long) i * i; j <= limit; j += 2L * i) {
          composite[(int) j] = true;
        }
      }
    }
    return Arrays.copyOf(primes, count);
  }
}
