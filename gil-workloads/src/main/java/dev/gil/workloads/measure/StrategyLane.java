package dev.gil.workloads.measure;

import dev.gil.GlobalLock;
import dev.gil.LockSnapshot.Counters;
import dev.gil.spi.AsyncTask;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.Trait;
import dev.gil.spi.WorkerSnapshot;
import dev.gil.workloads.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executes a trial on one executor, which stays open between the runs. */
final class StrategyLane<T> extends Lane<T> {
  private final Trial<T> trial;
  private final boolean async;
  private final GilExecutor executor;

  StrategyLane(Trial<T> trial, ParallelismStrategy strategy, StrategySettings settings) {
    super(trial);
    this.trial = trial;
    this.async = isBlockedByTasks(strategy) && !trial.async().isEmpty();
    this.executor = Strategies.open(strategy, settings);
  }

  /** Whether it overlaps what blocks, but not by threads: an event loop. */
  private static boolean isBlockedByTasks(ParallelismStrategy strategy) {
    return strategy.traits().contains(Trait.SAME_THREAD)
        && strategy.traits().contains(Trait.OVERLAPS_BLOCKING);
  }

  private List<TaskFuture<T>> submit() {
    List<TaskFuture<T>> futures = new ArrayList<>();
    if (async) {
      for (AsyncTask<T> task : trial.async()) {
        futures.add(executor.submitAsync(task));
      }
    } else {
      for (Task<T> task : trial.tasks()) {
        futures.add(executor.submit(task));
      }
    }
    return futures;
  }

  @Override
  List<T> execute() throws InterruptedException, ExecutionException {
    List<TaskFuture<T>> futures = submit();
    List<T> parts = new ArrayList<>(futures.size());
    try {
      for (TaskFuture<T> future : futures) {
        parts.add(future.get());
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    return parts;
  }

  /** This JVM and its workers. */
  List<Long> pids() {
    return Stream.concat(
            Stream.of(ProcessHandle.current().pid()),
            executor.snapshot().workers().stream().map(WorkerSnapshot::pid))
        .toList();
  }

  @Override
  Meter meter() {
    @Nullable Counters counters =
        executor.lock().map(GlobalLock::snapshot).map(s -> s.counters()).orElse(null);
    return Meter.now(
        executor.snapshot().workers().stream().mapToLong(WorkerSnapshot::pid), counters);
  }

  @Override
  public void close() {
    executor.close();
  }
}
