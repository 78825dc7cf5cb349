package dev.gil.workloads.advice;

import dev.gil.TaskNotSerializableException;
import dev.gil.advisor.Advice;
import dev.gil.advisor.Advisor;
import dev.gil.advisor.Bystanders;
import dev.gil.advisor.Facts;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.RemoteTask;
import dev.gil.spi.Strategies;
import dev.gil.spi.Task;
import dev.gil.spi.Trait;
import dev.gil.workloads.Trial;
import dev.gil.workloads.measure.Experiment;
import dev.gil.workloads.measure.Machine;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks for advice first, and then measures what every strategy takes. For one thread. */
public final class Exam {
  private final int reps;
  private final Duration atLeast;
  private final Experiment.Progress progress;

  /**
   * An examination.
   *
   * @param reps timed runs of each strategy
   * @param atLeast how long a timed run lasts
   */
  public Exam(int reps, Duration atLeast, Experiment.Progress progress) {
    this.reps = reps;
    this.atLeast = atLeast;
    this.progress = progress;
  }

  /**
   * Examines the advisor on a workload.
   *
   * @param set it belongs to
   * @param safeComputing whether it computes only, in code that is thread-safe
   */
  public Mark take(String set, Subject subject, Facts facts, boolean safeComputing)
      throws Exception {
    long start = System.nanoTime();
    Advice advice;
    List<ParallelismStrategy> possible;
    try (Trial<?> trial = subject.prepare()) {
      advice = advise(subject, trial, facts);
      possible = possible(trial, facts);
    }
    double adviceMs = (System.nanoTime() - start) / 1e6;
    Map<String, Double> truth = new LinkedHashMap<>();
    List<String> noise = new ArrayList<>(advice.noise());
    if (noise.isEmpty()) {
      Bystanders watched = Bystanders.watch();
      Machine machine = Machine.calibrate();
      if (machine.isFree()) {
        Outcome outcome =
            new Experiment(subject.plan(possible, reps, atLeast), machine, progress).make();
        outcome.rows().forEach((Row row) -> truth.put(row.name(), row.medianMs()));
        machine = Machine.calibrate();
      }
      if (!machine.isFree()) {
        noise.add(machine.inWords());
      }
      watched.noise().ifPresent(noise::add);
    }
    return new Mark(
        set,
        subject.name(),
        subject.workload().story(),
        subject.workload().kind(),
        safeComputing,
        advice,
        adviceMs,
        truth,
        noise);
  }

  private static <T extends @Nullable Object> Advice advise(
      Subject subject, Trial<T> trial, Facts facts)
      throws InterruptedException, ExecutionException {
    return Advisor.advise(subject.batch(trial), facts);
  }

  /** Found out apart from the advisor: an invalid choice must show. */
  private static List<ParallelismStrategy> possible(Trial<?> trial, Facts facts) {
    boolean travels = travels(trial.tasks().getFirst());
    boolean safe = facts.threadSafety() == Facts.ThreadSafety.SAFE;
    return Strategies.list().stream()
        .filter(strategy -> strategy.unavailable().isEmpty())
        .filter(strategy -> travels || !strategy.traits().contains(Trait.NEEDS_SERIALIZABLE))
        .filter(strategy -> safe || isExclusive(strategy))
        .toList();
  }

  private static boolean isExclusive(ParallelismStrategy strategy) {
    return strategy.traits().contains(Trait.ONE_AT_A_TIME)
        || strategy.traits().contains(Trait.SAME_THREAD)
        || strategy.traits().contains(Trait.LOCK_PER_WORKER);
  }

  private static boolean travels(Task<?> task) {
    try {
      return RemoteTask.encode("a task", task).length > 0;
    } catch (TaskNotSerializableException e) {
      return false;
    }
  }
}
