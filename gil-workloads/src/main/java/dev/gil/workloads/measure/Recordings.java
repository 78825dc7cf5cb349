package dev.gil.workloads.measure;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.trace.CoreSource;
import dev.gil.trace.HtmlReport.Recording;
import dev.gil.trace.Incident;
import dev.gil.trace.ProcessClock;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.workloads.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * One more execution of what an experiment timed, recorded: by each strategy whose locks tell what
 * they do. Never one of the timed ones, so that no figure contains the recording.
 */
public final class Recordings {
  private Recordings() {}

  /**
   * Records every strategy of the experiment.
   *
   * @param outcome of the experiment
   * @param progress hears of each execution
   * @return one for each strategy of which anything was recorded, in the plan's order
   * @throws ExecutionException if a task failed
   * @throws Exception if the workload could not be made ready
   */
  public static List<Recording> of(Outcome outcome, Experiment.Progress progress) throws Exception {
    Set<String> all =
        outcome.plan().strategies().stream()
            .map(ParallelismStrategy::id)
            .collect(Collectors.toUnmodifiableSet());
    return of(outcome, all, progress);
  }

  /**
   * Records some of the strategies.
   *
   * @param outcome of the experiment
   * @param strategies their ids; those that are not in the plan are not recorded
   * @param progress hears of each execution
   * @return one for each strategy of which anything was recorded, in the plan's order
   * @throws ExecutionException if a task failed
   * @throws Exception if the workload could not be made ready
   */
  public static List<Recording> of(
      Outcome outcome, Set<String> strategies, Experiment.Progress progress) throws Exception {
    Plan plan = outcome.plan();
    try (Trial<?> trial =
        plan.workload().prepare(plan.form(), plan.size(), plan.tasks(), plan.seed())) {
      List<Recording> recordings = new ArrayList<>();
      for (ParallelismStrategy strategy : plan.strategies()) {
        if (strategies.contains(strategy.id())) {
          String name = plan.label() + " \u00b7 " + strategy.id();
          progress.at(name + ", recorded", recordings.size(), strategies.size());
          Trace trace = LiveTrace.of(plan, strategy, trial).trace();
          if (!trace.lanes().isEmpty()) {
            recordings.add(new Recording(name, trace));
          }
        }
      }
      return recordings;
    }
  }

  /**
   * All of them on one line of time, as they followed each other: every recording is a process, or
   * several.
   *
   * @param recordings those of a run; of none, an empty trace
   */
  public static Trace joined(List<Recording> recordings) {
    if (recordings.size() == 1) {
      return recordings.getFirst().trace();
    }
    List<Lane> lanes = new ArrayList<>();
    List<Incident> incidents = new ArrayList<>();
    List<ProcessClock> clocks = new ArrayList<>();
    for (Recording one : recordings) {
      for (Lane lane : one.trace().lanes()) {
        lanes.add(
            new Lane(lane.thread(), lane.threadId(), within(one, lane.process()), lane.spans()));
      }
      for (Incident i : one.trace().incidents()) {
        incidents.add(
            new Incident(
                i.kind(), within(one, i.process()), i.thread(), i.from(), i.to(), i.text()));
      }
      for (ProcessClock c : one.trace().clocks()) {
        clocks.add(new ProcessClock(within(one, c.process()), c.offset(), c.error()));
      }
    }
    List<Trace> traces = recordings.stream().map(Recording::trace).toList();
    return new Trace(
        lanes,
        incidents,
        clocks,
        traces.stream().mapToLong(Trace::from).min().orElse(0),
        traces.stream().mapToLong(Trace::to).max().orElse(0),
        traces.stream().mapToLong(Trace::dropped).sum(),
        traces.isEmpty() ? CoreSource.none("nothing was recorded") : traces.getFirst().cores());
  }

  private static String within(Recording recording, String process) {
    return process.isEmpty() ? recording.name() : recording.name() + ", " + process;
  }
}
