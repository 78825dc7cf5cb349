package dev.gil.executors.processes;

import java.util.concurrent.TimeUnit;

/**
 * How long tasks take, as a moving average: a guess at the next one. Any thread may read it; those
 * that write at the same time may lose one of the two, which a guess can bear.
 */
final class Typical {
  private static final long QUICK = TimeUnit.MICROSECONDS.toNanos(100);

  private volatile long nanos;

  void add(long taken) {
    long before = nanos;
    nanos = before == 0 ? taken : before + (taken - before) / 4;
  }

  /** Zero if nothing is known. */
  long nanos() {
    return nanos;
  }

  /** Whether the next task is likely to end before another thread would have been woken for it. */
  boolean isQuick() {
    long expected = nanos;
    return expected > 0 && expected < QUICK;
  }
}
