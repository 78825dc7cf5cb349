package dev.gil.bench.convoy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** One visitor beside some hogs for a while: what came out, of one slice or of several. */
final class Slice {
  private static final long START_LIMIT_NANOS = 300_000_000;

  final Times times = new Times();
  private double turns;
  private double visits;
  private double seconds;

  /** Turns a second of all hogs together, while the visitor visited. */
  double turnsPerSecond() {
    return turns / seconds;
  }

  double visitsPerSecond() {
    return visits / seconds;
  }

  void add(Slice other) {
    times.addAll(other.times);
    turns += other.turns;
    visits += other.visits;
    seconds += other.seconds;
  }

  /**
   * Plays a slice to its end.
   *
   * @throws ExecutionException if a thread failed
   */
  static Slice play(
      Stage stage, Discipline discipline, int hogCount, Visitor.Opening opening, long forNanos)
      throws IOException, InterruptedException, ExecutionException {
    Slice slice = new Slice();
    Visitor visitor = opening.open(discipline, stage);
    Hogs hogs = Hogs.start(stage, discipline, hogCount);
    try {
      var visit =
          new FutureTask<Void>(
              () -> {
                visitor.visit(forNanos, slice.times);
                return null;
              });
      Thread thread = Thread.ofPlatform().name("visitor").unstarted(visit);
      long before = hogs.turns();
      long start = System.nanoTime();
      thread.start();
      visit.get();
      slice.seconds = (System.nanoTime() - start) / 1e9;
      slice.turns = hogs.turns() - before;
      slice.visits = slice.times.count();
    } finally {
      hogs.end();
    }
    return slice;
  }

  /** Hogs that run. */
  static final class Hogs {
    private final Stage stage;
    final List<Hog> hogs = new ArrayList<>();
    private final List<FutureTask<Void>> runs = new ArrayList<>();

    private Hogs(Stage stage) {
      this.stage = stage;
    }

    /** Starts them and waits until each has had a turn, though not long: some locks starve some. */
    static Hogs start(Stage stage, Discipline discipline, int count) {
      Hogs started = new Hogs(stage);
      stage.over = false;
      for (int i = 0; i < count; i++) {
        Hog hog = Hog.of(discipline, stage);
        started.hogs.add(hog);
        var run = new FutureTask<Void>(hog, null);
        started.runs.add(run);
        Thread.ofPlatform().name("hog-" + (i + 1)).daemon().start(run);
      }
      long limit = System.nanoTime() + START_LIMIT_NANOS;
      while (System.nanoTime() < limit && started.hogs.stream().anyMatch(h -> h.turns() == 0)) {
        LockSupport.parkNanos(200_000);
      }
      return started;
    }

    long turns() {
      return hogs.stream().mapToLong(Hog::turns).sum();
    }

    /**
     * Ends them.
     *
     * @throws ExecutionException if one failed
     */
    void end() throws InterruptedException, ExecutionException {
      stage.over = true;
      for (FutureTask<Void> run : runs) {
        run.get();
      }
    }
  }
}
