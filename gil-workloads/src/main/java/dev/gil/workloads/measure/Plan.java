package dev.gil.workloads.measure;

import dev.gil.GlobalLock;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.workloads.Workload;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * An experiment to be made.
 *
 * @param workload what is executed
 * @param form in which
 * @param size of it
 * @param tasks into which it is split
 * @param strategies that execute it; can all run here
 * @param settings of their executors; see {@link #settings(ParallelismStrategy)}
 * @param inFlight tasks that a worker process is to have at a time; empty if nothing was said
 * @param reps timed runs of each
 * @param atLeast how long a timed run lasts; a short workload is executed again and again
 * @param seed of the workload and of the order of the runs
 */
public record Plan(
    Workload workload,
    Workload.Form form,
    long size,
    int tasks,
    List<ParallelismStrategy> strategies,
    StrategySettings settings,
    OptionalInt inFlight,
    int reps,
    Duration atLeast,
    long seed) {
  public Plan {
    strategies = List.copyOf(strategies);
  }

  /** The workload, its form if it has several, and the switch interval if it is not the usual. */
  public String label() {
    String name = workload.id();
    if (workload.forms().size() > 1) {
      name += " by " + (form == Workload.Form.KERNEL ? "kernels" : "loops");
    }
    Duration interval = settings.switchInterval();
    return interval.equals(GlobalLock.DEFAULT_SWITCH_INTERVAL)
        ? name
        : name + " at " + Intervals.text(interval);
  }

  /**
   * The settings for one strategy. With so many tasks in flight a worker, strategies without
   * workers of that kind get as many threads as all of those together, so that all have as many
   * tasks under way. If nothing was said, tasks that wait are waited for by threads; of worker
   * processes there are no more than processors, each with its part of the tasks in flight.
   */
  public StrategySettings settings(ParallelismStrategy strategy) {
    boolean byWorker = strategy.traits().contains(Trait.LOCK_PER_WORKER);
    if (inFlight.isPresent()) {
      return byWorker ? settings.inFlight(inFlight.getAsInt()) : settings.workers(atOnce());
    }
    if (workload.kind() == Workload.Kind.CPU || !byWorker) {
      return settings;
    }
    int processes = Math.min(settings.workers(), Runtime.getRuntime().availableProcessors());
    return settings.workers(processes).inFlight((settings.workers() + processes - 1) / processes);
  }

  /** How many tasks are under way at once. */
  private int atOnce() {
    return settings.workers() * inFlight.orElse(1);
  }

  /** How many tasks can compute at once here. */
  public int width() {
    return Math.min(Math.min(atOnce(), tasks), Runtime.getRuntime().availableProcessors());
  }

  /** By how much {@link #width()} threads can be faster than one, if tasks are equally long. */
  double ideal() {
    int turns = (tasks + width() - 1) / width();
    return (double) tasks / turns;
  }
}
