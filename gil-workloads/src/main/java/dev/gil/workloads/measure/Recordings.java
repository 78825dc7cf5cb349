package dev.gil.workloads.measure;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.trace.HtmlReport.Recording;
import dev.gil.trace.Trace;
import dev.gil.trace.TraceRecorder;
import dev.gil.workloads.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * One more execution of what an experiment timed, recorded: by each strategy whose locks tell what
 * they do. Never one of the timed ones, so that no figure contains the recording.
 */
public final class Recordings {
  private Recordings() {}

  /**
   * Records.
   *
   * @param outcome of the experiment
   * @param progress hears of each execution
   * @return one for each strategy of which anything was recorded, in the plan's order
   * @throws ExecutionException if a task failed
   * @throws Exception if the workload could not be made ready
   */
  public static List<Recording> of(Outcome outcome, Experiment.Progress progress) throws Exception {
    Plan plan = outcome.plan();
    try (Trial<?> trial =
        plan.workload().prepare(plan.form(), plan.size(), plan.tasks(), plan.seed())) {
      List<Recording> recordings = new ArrayList<>();
      for (ParallelismStrategy strategy : plan.strategies()) {
        String name = plan.label() + " \u00b7 " + strategy.id();
        progress.at(name + ", recorded", recordings.size(), plan.strategies().size());
        Trace trace = record(trial, plan, strategy);
        if (!trace.lanes().isEmpty()) {
          recordings.add(new Recording(name, trace));
        }
      }
      return recordings;
    }
  }

  private static <T> Trace record(Trial<T> trial, Plan plan, ParallelismStrategy strategy)
      throws InterruptedException, ExecutionException {
    TraceRecorder recorder = new TraceRecorder();
    try (StrategyLane<T> lane =
        new StrategyLane<>(trial, strategy, plan.settings(strategy).listener(recorder))) {
      List<T> first = lane.execute(); // starts threads and workers
      String expected = trial.result(first);
      recorder.clear();
      String result = trial.result(lane.execute());
      if (!result.equals(expected)) {
        throw new IllegalStateException(
            strategy.id() + " gave " + expected + ", and when recorded " + result);
      }
      return recorder.trace();
    }
  }
}
