package dev.gil.workloads.story;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.workloads.Workload;
import dev.gil.workloads.Workload.Form;
import dev.gil.workloads.measure.Experiment;
import dev.gil.workloads.measure.LiveTrace;
import dev.gil.workloads.measure.Machine;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Plan;
import dev.gil.workloads.story.Story.Chapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A story with its figures.
 *
 * @param story that is told
 * @param outcomes the experiments, one a form
 * @param chapters those that could be played here, with what was measured
 */
public record Telling(Story story, List<Outcome> outcomes, List<Told> chapters) {
  private static final int REPS = 3;
  private static final Duration AT_LEAST = Duration.ofMillis(150);
  private static final long SEED = 42;

  public Telling {
    outcomes = List.copyOf(outcomes);
    chapters = List.copyOf(chapters);
  }

  /**
   * A chapter with its figures.
   *
   * @param chapter that is told
   * @param evidence what was measured
   */
  public record Told(Chapter chapter, Evidence evidence) {
    public String remark() {
      return chapter.remark().on(evidence);
    }
  }

  /**
   * Plays a story.
   *
   * @param story to be told
   * @param workload of that story
   * @param available strategies that can run here
   * @throws Exception as {@link Experiment#make()} does
   */
  public static Telling of(
      Story story,
      Workload workload,
      List<ParallelismStrategy> available,
      Machine machine,
      Experiment.Progress progress)
      throws Exception {
    Map<Form, Outcome> outcomes = new EnumMap<>(Form.class);
    for (Form form : story.forms()) {
      List<String> wanted = new ArrayList<>(story.strategies(form));
      if (!wanted.contains(Outcome.BASELINE)) {
        wanted.addFirst(Outcome.BASELINE);
      }
      List<ParallelismStrategy> strategies =
          wanted.stream()
              .flatMap(id -> available.stream().filter(strategy -> strategy.id().equals(id)))
              .toList();
      Plan plan = plan(story, workload, form, strategies);
      outcomes.put(form, new Experiment(plan, machine, progress).make());
    }
    List<Told> told = new ArrayList<>();
    for (Chapter chapter : story.chapters()) {
      Outcome outcome = outcomes.get(chapter.form());
      if (outcome != null && outcome.row(chapter.strategy()).isPresent()) {
        progress.at(workload.id() + ": recording " + chapter.strategy(), 1, 1);
        told.add(new Told(chapter, evidence(chapter, outcome)));
      }
    }
    return new Telling(story, List.copyOf(outcomes.values()), told);
  }

  private static Plan plan(
      Story story, Workload workload, Form form, List<ParallelismStrategy> strategies) {
    StrategySettings settings = StrategySettings.DEFAULTS.workers(workload.workers());
    return new Plan(
        workload,
        form,
        story.size(),
        workload.tasks(settings.workers(), story.size()),
        strategies,
        settings,
        OptionalInt.empty(),
        REPS,
        AT_LEAST,
        SEED);
  }

  private static Evidence evidence(Chapter chapter, Outcome outcome) throws Exception {
    Optional<LiveTrace> live = Optional.empty();
    if (chapter.picture()) {
      ParallelismStrategy strategy =
          outcome.plan().strategies().stream()
              .filter(s -> s.id().equals(chapter.strategy()))
              .findFirst()
              .orElseThrow();
      live = Optional.of(LiveTrace.of(outcome.plan(), strategy));
    }
    return new Evidence(outcome, outcome.row(chapter.strategy()).orElseThrow(), live);
  }
}
