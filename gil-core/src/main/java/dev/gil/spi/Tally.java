package dev.gil.spi;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** What an executor counts of its tasks. Thread-safe. */
final class Tally {
  private final LongAdder submitted = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder completed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder retried = new LongAdder();

  void submitted() {
    submitted.increment();
  }

  void rejected() {
    rejected.increment();
  }

  void retried() {
    retried.increment();
  }

  void ended(Future.State how) {
    switch (how) {
      case SUCCESS -> completed.increment();
      case CANCELLED -> cancelled.increment();
      default -> failed.increment();
    }
  }

  ExecutorSnapshot snapshot(String strategy, List<WorkerSnapshot> workers) {
    // Ends before starts: a task that is submitted in between is unfinished, never the reverse.
    long done = completed.sum();
    long broken = failed.sum();
    long gone = cancelled.sum();
    long all = submitted.sum();
    return new ExecutorSnapshot(
        strategy,
        all,
        rejected.sum(),
        done,
        broken,
        gone,
        retried.sum(),
        (int) Math.max(0, all - done - broken - gone),
        workers);
  }
}
