package dev.gil.bench.convoy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Hogs among themselves for a while. */
final class Contest {
  private final double seconds;
  private final long[] turns;
  private final long changes;

  private Contest(double seconds, long[] turns, long changes) {
    this.seconds = seconds;
    this.turns = turns;
    this.changes = changes;
  }

  static Contest play(Stage stage, Discipline discipline, int hogCount, long forNanos)
      throws InterruptedException, ExecutionException {
    return play(stage, discipline, hogCount, 0, forNanos);
  }

  /**
   * Counts from {@code settleNanos} on: who had too much while threads started has paid by then.
   */
  static Contest play(
      Stage stage, Discipline discipline, int hogCount, long settleNanos, long forNanos)
      throws InterruptedException, ExecutionException {
    Slice.Hogs hogs = Slice.Hogs.start(stage, discipline, hogCount);
    try {
      pause(settleNanos);
      long changes = changes(stage, discipline);
      long[] turns = turns(hogs);
      long start = System.nanoTime();
      pause(forNanos);
      long[] after = turns(hogs);
      double seconds = (System.nanoTime() - start) / 1e9;
      for (int i = 0; i < turns.length; i++) {
        turns[i] = after[i] - turns[i];
      }
      return new Contest(seconds, turns, changes(stage, discipline) - changes);
    } finally {
      hogs.end();
    }
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static long[] turns(Slice.Hogs hogs) {
    return hogs.hogs.stream().mapToLong(Hog::turns).toArray();
  }

  private static long changes(Stage stage, Discipline discipline) {
    return discipline == Discipline.GIL
        ? stage.lock.snapshot().counters().handOffs()
        : stage.changes.getOpaque();
  }

  double turnsPerSecond() {
    return sum() / seconds;
  }

  double changesPerSecond() {
    return changes / seconds;
  }

  /** Of the hog furthest from its due, as a part of that. */
  double worstDeviation() {
    double due = sum() / turns.length;
    double worst = 0;
    for (long each : turns) {
      worst = Math.max(worst, Math.abs(each / due - 1));
    }
    return worst;
  }

  private double sum() {
    double sum = 0;
    for (long each : turns) {
      sum += each;
    }
    return sum;
  }
}
