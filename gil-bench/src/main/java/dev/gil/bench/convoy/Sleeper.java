package dev.gil.bench.convoy;

import dev.gil.Attachment;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sleeps until each of a row of deadlines, two milliseconds apart, and notes how late it has the
 * lock back. A deadline that passes while it waits counts like the others, so that one long wait is
 * not seen as one late return.
 */
abstract sealed class Sleeper implements Visitor {
  static final long PERIOD_NANOS = 2_000_000;

  private Sleeper() {}

  static Sleeper of(Discipline discipline, Stage stage) {
    return switch (discipline) {
      case BARE -> new Bare();
      case GIL -> new Attached(stage);
      case REENTRANT, FAIR -> new Locking(stage.mutex(discipline));
    };
  }

  /** Gives the lock up, sleeps, and takes it back. */
  abstract void sleepUntil(long deadline);

  final void keepDeadlines(long forNanos, Times times) {
    long due = System.nanoTime() + PERIOD_NANOS;
    long end = due + forNanos;
    while (due < end) {
      sleepUntil(due);
      due = countPassed(due, System.nanoTime(), end, times);
    }
  }

  /** Counts every deadline that has passed by now, from the one that is due; the next one. */
  static long countPassed(long due, long now, long end, Times times) {
    long next = due;
    for (; next <= now && next < end; next += PERIOD_NANOS) {
      times.add(now - next);
    }
    return next;
  }

  static void parkUntil(long deadline) {
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static final class Bare extends Sleeper {
    @Override
    public void visit(long forNanos, Times times) {
      keepDeadlines(forNanos, times);
    }

    @Override
    void sleepUntil(long deadline) {
      parkUntil(deadline);
    }
  }

  private static final class Attached extends Sleeper {
    private final Stage stage;

    @SuppressWarnings("NullAway.Init") // attached for as long as it visits
    private Attachment gil;

    @SuppressWarnings("NullAway.Init")
    Attached(Stage stage) {
      this.stage = stage;
    }

    @Override
    public void visit(long forNanos, Times times) {
      try (Attachment attached = stage.lock.attach()) {
        gil = attached;
        keepDeadlines(forNanos, times);
      }
    }

    @Override
    void sleepUntil(long deadline) {
      try (var _ = gil.detach()) {
        parkUntil(deadline);
      }
    }
  }

  private static final class Locking extends Sleeper {
    private final ReentrantLock mutex;

    Locking(ReentrantLock mutex) {
      this.mutex = mutex;
    }

    @Override
    public void visit(long forNanos, Times times) {
      mutex.lock();
      try {
        keepDeadlines(forNanos, times);
      } finally {
        mutex.unlock();
      }
    }

    @Override
    void sleepUntil(long deadline) {
      mutex.unlock();
      try {
        parkUntil(deadline);
      } finally {
        mutex.lock();
      }
    }
  }
}
