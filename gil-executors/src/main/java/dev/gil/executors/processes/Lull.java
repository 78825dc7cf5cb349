package dev.gil.executors.processes;

import java.util.concurrent.TimeUnit;

/**
 * How long a worker has been without a task lately, and so how long its next wait is worth a look
 * at the link again and again: a thread that sleeps is woken 5 to 30 us late. For whoever is in the
 * {@link Seat}.
 *
 * <p>Looking takes a processor from others, so it is done only while the next task has been coming
 * soon, for about as long as it took, and never where there is one processor. One wait that was
 * long ends it.
 */
final class Lull {
  private static final long SOON = TimeUnit.MICROSECONDS.toNanos(60);
  private static final long MOST_COUNTED = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int WEIGHT = 8;

  private final boolean spare;
  private long typical = MOST_COUNTED;

  /** On a machine with so many processors. */
  Lull(int processors) {
    this.spare = processors > 1;
  }

  /** For how long to look before sleeping, in nanoseconds. */
  long worthLooking() {
    return spare && typical <= SOON ? 2 * typical : 0;
  }

  /** It took so long until the next task came. */
  void add(long nanos) {
    typical += (Math.min(nanos, MOST_COUNTED) - typical) / WEIGHT;
  }
}
