package dev.gil.workloads.measure;

import dev.gil.LockSnapshot.Counters;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.trace.Trace;
import dev.gil.trace.TraceRecorder;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * One execution of a workload by threads under one lock, recorded.
 *
 * @param size of the workload
 * @param trace of the lock
 * @param counters of the lock
 */
public record LiveTrace(long size, Trace trace, Counters counters) {
  /**
   * Records.
   *
   * @param workload what to execute
   * @param size of it
   * @param threads as many as tasks
   */
  public static LiveTrace of(Workload workload, long size, int threads, long seed)
      throws Exception {
    try (Trial<?> trial = workload.prepare(size, threads, seed)) {
      return of(trial, size, threads);
    }
  }

  private static <T> LiveTrace of(Trial<T> trial, long size, int threads)
      throws InterruptedException, ExecutionException {
    var recorder = new TraceRecorder();
    var settings =
        StrategySettings.DEFAULTS.workers(threads).threadNames("Thread ").listener(recorder);
    Counters counters;
    try (GilExecutor executor = Strategies.open("threads", settings)) {
      List<Future<T>> futures = new ArrayList<>();
      trial.tasks().forEach(task -> futures.add(executor.submit(task)));
      List<T> parts = new ArrayList<>();
      for (Future<T> future : futures) {
        parts.add(future.get());
      }
      trial.result(parts);
      counters = executor.lock().orElseThrow().snapshot().counters();
    }
    return new LiveTrace(size, recorder.trace(), counters);
  }
}
