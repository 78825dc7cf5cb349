package dev.gil.testkit.explore.weave;

/** Lengths of time in nanoseconds, cut off at a hundred years so that deadlines can be added up. */
final class Durations {
  private static final long LONGEST = 100L * 365 * 24 * 3600 * 1_000_000_000L;

  private Durations() {}

  static long nanosOfMillis(long millis) {
    return millis > LONGEST / 1_000_000 ? LONGEST : millis * 1_000_000;
  }

  static long capped(long nanos) {
    return Math.min(nanos, LONGEST);
  }
}
