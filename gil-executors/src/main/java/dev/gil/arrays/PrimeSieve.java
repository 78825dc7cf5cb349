package dev.gil.arrays;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.TaskCancelledException;
import dev.gil.kernel.CancelPoll;
import dev.gil.kernel.Kernels;

/**
 * Counts primes by a sieve of Eratosthenes, a segment at a time, without the lock where that is
 * worth it. It works in memory of its own: 64 KiB, 9 bytes for each prime up to the root of the
 * range's end, and while it begins 3 bytes for each number up to there.
 */
public final class PrimeSieve {
  /** The end of the largest range: 2<sup>44</sup>. */
  public static final long LIMIT = 1L << 44;

  /** The primes that have no bit in the sieve, or lie in its first byte. */
  private static final int[] SMALL = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29};

  private static final int WHEEL = 30;

  private PrimeSieve() {}

  /**
   * How many primes there are in a range.
   *
   * @param gil of this thread
   * @param from the first number
   * @param to the first number after the range
   * @return the number of primes from {@code from} on and below {@code to}
   * @throws IllegalArgumentException if {@code from} is negative or after {@code to}, or {@code to}
   *     is beyond {@link #LIMIT}
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled: seen after each two million numbers
   */
  public static long count(Attachment gil, long from, long to) {
    if (from < 0 || from > to || to > LIMIT) {
      throw new IllegalArgumentException(
          "primes are counted from 0 to 2^44 and forwards, not from " + from + " to " + to);
    }
    return Kernels.run(
        gil,
        pins -> {
          pins.work(to - from);
          return cancel -> count(from, to, cancel);
        });
  }

  private static long count(long from, long to, CancelPoll cancel) {
    long found = 0;
    for (int prime : SMALL) {
      if (from <= prime && prime < to) {
        found++;
      }
    }
    long low = Math.max(WHEEL, from);
    return low < to ? found + WheelSieve.count(low, to, cancel) : found;
  }
}
