package dev.gil.workloads.measure;

import dev.gil.workloads.Trial;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** One way to execute a trial. For one thread. */
abstract class Lane<T> implements AutoCloseable {
  private final Trial<T> trial;

  Lane(Trial<T> trial) {
    this.trial = trial;
  }

  /** Executes all tasks and returns what they returned, in order. */
  abstract List<T> execute() throws InterruptedException, ExecutionException;

  /** The counters of whatever this lane runs under, now. */
  Meter meter() {
    return Meter.now();
  }

  @Override
  public void close() {}

  /** Executes the trial until that took so long, at least once. */
  final Reading run(long atLeastNanos) throws InterruptedException, ExecutionException {
    Meter before = meter();
    String result;
    Map<String, Long> faults = Map.of();
    int executions = 0;
    do {
      List<T> parts = execute();
      faults = Faults.sum(faults, trial.faults(parts));
      result = trial.result(parts);
      executions++;
    } while (System.nanoTime() - before.nanos() < atLeastNanos);
    return meter().since(before, executions, result, faults);
  }
}
