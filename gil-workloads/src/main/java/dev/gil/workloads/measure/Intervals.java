package dev.gil.workloads.measure;

import java.time.Duration;

/** Writes switch intervals as they are typed. */
final class Intervals {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000 * MICRO;
  private static final long SECOND = 1_000 * MILLI;

  private Intervals() {}

  /** In the largest unit that leaves no fraction: 5ms, 500us, 2s. */
  static String text(Duration interval) {
    long nanos = interval.toNanos();
    if (nanos % SECOND == 0) {
      return nanos / SECOND + "s";
    }
    if (nanos % MILLI == 0) {
      return nanos / MILLI + "ms";
    }
    return nanos % MICRO == 0 ? nanos / MICRO + "us" : nanos + "ns";
  }
}
