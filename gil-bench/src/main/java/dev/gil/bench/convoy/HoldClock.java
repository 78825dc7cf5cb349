package dev.gil.bench.convoy;

/**
 * How long a thread computed under a lock, by its own clock. A chunk that took far longer than the
 * fastest was interrupted, by a hand-off or by the system; it counts as long as the fastest.
 */
final class HoldClock {
  private static final int LONGEST = 4;

  private long fastest = Long.MAX_VALUE;
  private volatile long held;

  /** A chunk took so long. For one thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void chunk(long nanos) {
    fastest = Math.min(fastest, Math.max(1, nanos));
    held += nanos <= LONGEST * fastest ? nanos : fastest;
  }

  long nanos() {
    return held;
  }
}
