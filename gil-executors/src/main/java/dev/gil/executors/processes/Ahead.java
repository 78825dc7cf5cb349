package dev.gil.executors.processes;

import java.util.concurrent.TimeUnit;

/**
 * How many tasks a worker is sent beyond those it runs, so that it has the next one when it is
 * done, and many small ones travel together: as many as it will have run within a millisecond, by
 * how long its last tasks took. Tasks of more than a millisecond are not sent ahead: the way of
 * some 50 microseconds is little to them. What was sent ahead can be {@linkplain Turn taken back}.
 */
final class Ahead {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int MOST_TASKS = 256;
  private static final int MOST_BYTES = 256 * 1024;

  private Ahead() {}

  /**
   * How many more tasks a worker may have than it runs.
   *
   * @param typicalNanos of one task; zero if not known
   * @param inFlight how many it runs
   * @param bytes of the tasks that it has
   */
  static int tasks(long typicalNanos, int inFlight, long bytes) {
    if (typicalNanos == 0 || bytes > MOST_BYTES) {
      return 0;
    }
    return (int) Math.min(MOST_TASKS, NANOS / typicalNanos * inFlight);
  }
}
