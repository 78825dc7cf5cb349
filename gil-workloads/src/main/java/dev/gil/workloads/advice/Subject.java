package dev.gil.workloads.advice;

import dev.gil.advisor.Batch;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.measure.Plan;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A workload at a size that advice is wanted on.
 *
 * @param workload what is executed
 * @param form in which
 * @param size of it
 * @param tasks into which it is split
 * @param atOnce tasks under way at once
 * @param seed of what is random in it
 * @param allowed names of classes that may travel beside the workload's own
 */
public record Subject(
    Workload workload,
    Workload.Form form,
    long size,
    int tasks,
    int atOnce,
    long seed,
    List<String> allowed) {
  public Subject {
    allowed = List.copyOf(allowed);
  }

  /** At the size of a demonstration, split and under way as the workload says. */
  public static Subject of(Workload workload, Workload.Form form, long seed) {
    long size = workload.size().demo();
    int atOnce = workload.workers();
    return new Subject(workload, form, size, workload.tasks(atOnce, size), atOnce, seed, List.of());
  }

  public Trial<?> prepare() throws Exception {
    return workload.prepare(form, size, tasks, seed);
  }

  /** The tasks of a trial that this made. */
  public <T extends @Nullable Object> Batch<T> batch(Trial<T> trial) {
    return Batch.of(name(), trial::tasks)
        .async(trial::async)
        .atOnce(atOnce)
        .settings(settings())
        .inputSize(size);
  }

  private StrategySettings settings() {
    return StrategySettings.DEFAULTS.workers(atOnce).allow(allowed.toArray(String[]::new));
  }

  /** The workload's id, and the form if it has several. */
  public String name() {
    return workload.forms().size() < 2
        ? workload.id()
        : workload.id() + (form == Workload.Form.KERNEL ? " by kernels" : " by loops");
  }

  /** The same as an experiment. */
  Plan plan(List<ParallelismStrategy> strategies, int reps, Duration atLeast) {
    return new Plan(
        workload,
        form,
        size,
        tasks,
        strategies,
        settings(),
        OptionalInt.empty(),
        reps,
        atLeast,
        seed);
  }
}
