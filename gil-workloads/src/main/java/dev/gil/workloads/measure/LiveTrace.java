package dev.gil.workloads.measure;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.trace.Incident;
import dev.gil.trace.Trace;
import dev.gil.trace.TraceRecorder;
import dev.gil.workloads.Trial;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * One execution of a workload, recorded; some before it, which are not, have the code compiled.
 *
 * @param plan of it
 * @param strategy that executed it
 * @param trace of its locks, from the first submit to the checked result
 * @param handOffs of the lock; NaN where this JVM has none
 * @param wallMs what it took
 * @param cpuMs processor time, of this JVM and of workers
 * @param jvmMs the part of it that these JVMs took for themselves, by compilers, collectors and so
 *     on; NaN where the system does not tell
 */
public record LiveTrace(
    Plan plan,
    String strategy,
    Trace trace,
    double handOffs,
    double wallMs,
    double cpuMs,
    double jvmMs) {
  /** Executions before, so that the compilers have done with it, in workers too. */
  private static final int NOT_RECORDED = 3;

  /**
   * Executes it under one strategy of the plan.
   *
   * @throws ExecutionException if a task failed
   * @throws dev.gil.workloads.WrongResultException if a result was wrong
   * @throws Exception if the workload could not be made ready
   */
  public static LiveTrace of(Plan plan, ParallelismStrategy strategy) throws Exception {
    try (Trial<?> trial =
        plan.workload().prepare(plan.form(), plan.size(), plan.tasks(), plan.seed())) {
      return of(plan, strategy, trial);
    }
  }

  static <T> LiveTrace of(Plan plan, ParallelismStrategy strategy, Trial<T> trial)
      throws InterruptedException, ExecutionException {
    var recorder = new TraceRecorder();
    var settings = plan.settings(strategy).threadNames("Thread ").listener(recorder);
    Reading reading;
    JvmThreads before;
    JvmThreads after;
    long from;
    long to;
    try (StrategyLane<T> lane = new StrategyLane<>(trial, strategy, settings)) {
      for (int unrecorded = 0; unrecorded < NOT_RECORDED; unrecorded++) {
        Reading _ = lane.run(0);
      }
      recorder.clear();
      before = JvmThreads.of(lane.pids());
      from = System.nanoTime();
      reading = lane.run(0);
      to = System.nanoTime();
      after = JvmThreads.of(lane.pids());
    }
    return new LiveTrace(
        plan,
        strategy.id(),
        within(recorder.trace(), from, to),
        reading.handOffs(),
        reading.wallMs(),
        reading.cpuMs(),
        after.isKnown() ? after.since(before) / 1e6 : Double.NaN);
  }

  /** What a worker tells of an earlier execution may come after that. */
  private static Trace within(Trace trace, long from, long to) {
    List<Trace.Lane> lanes =
        trace.lanes().stream()
            .map(
                lane ->
                    new Trace.Lane(
                        lane.thread(),
                        lane.threadId(),
                        lane.process(),
                        lane.spans().stream()
                            .filter(span -> span.from() >= from && span.to() <= to)
                            .toList()))
            .filter(lane -> !lane.spans().isEmpty())
            .toList();
    List<Incident> incidents =
        trace.incidents().stream().filter(each -> each.to() >= from && each.from() <= to).toList();
    return new Trace(lanes, incidents, trace.clocks(), from, to, trace.dropped(), trace.cores());
  }
}
