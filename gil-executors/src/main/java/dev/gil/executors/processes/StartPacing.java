package dev.gil.executors.processes;

import java.util.concurrent.TimeUnit;

/**
 * Decides how soon a worker may be started after others failed, and when to give up: a machine that
 * cannot start workers must not be kept busy trying, and those who wait for it must hear.
 *
 * <p>Guarded by the mutex of the runner.
 */
final class StartPacing {
  /** Processes in a row that ended before they called back. */
  private static final int SILENT = 3;

  /** Processes in a row that ended, not by us, before they began a task. */
  private static final int BARREN = 10;

  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int MOST_DOUBLINGS = 5;

  private int silent;
  private int barren;

  void endedSilent() {
    silent++;
  }

  void calledBack() {
    silent = 0;
  }

  void endedBarren() {
    barren++;
  }

  void begunTask() {
    barren = 0;
  }

  boolean isHopeless() {
    return silent >= SILENT || barren >= BARREN;
  }

  /** Somebody needs a worker: one may be tried, and its failure is enough to give up again. */
  void tryOnceMore() {
    silent = Math.min(silent, SILENT - 1);
    barren = Math.min(barren, BARREN - 1);
  }

  long pauseNanos() {
    int failures = Math.max(silent, barren);
    return failures == 0 ? 0 : FIRST_PAUSE << Math.min(failures - 1, MOST_DOUBLINGS);
  }

  String complaint() {
    return silent >= SILENT
        ? silent + " worker processes in a row ended before they could take a task"
        : barren + " worker processes in a row ended before they began a task";
  }
}
