package dev.gil.workloads.measure;

import dev.gil.GlobalLock;
import dev.gil.LockSnapshot.Counters;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.WorkerSnapshot;
import dev.gil.workloads.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Executes a trial on one executor, which stays open between the runs. */
final class StrategyLane<T> extends Lane<T> {
  private final List<Task<T>> tasks;
  private final GilExecutor executor;

  StrategyLane(Trial<T> trial, ParallelismStrategy strategy, StrategySettings settings) {
    super(trial);
    this.tasks = trial.tasks();
    this.executor = Strategies.open(strategy, settings);
  }

  @Override
  List<T> execute() throws InterruptedException, ExecutionException {
    List<TaskFuture<T>> futures = new ArrayList<>(tasks.size());
    for (Task<T> task : tasks) {
      futures.add(executor.submit(task));
    }
    List<T> parts = new ArrayList<>(tasks.size());
    try {
      for (TaskFuture<T> future : futures) {
        parts.add(future.get());
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    return parts;
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
