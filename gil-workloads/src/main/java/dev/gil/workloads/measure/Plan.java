package dev.gil.workloads.measure;

import dev.gil.GlobalLock;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.workloads.Workload;
import java.time.Duration;
import java.util.List;

/**
 * An experiment to be made.
 *
 * @param workload what is executed
 * @param size of it
 * @param tasks into which it is split
 * @param strategies that execute it; can all run here
 * @param settings of their executors; see {@link #settings(ParallelismStrategy)}
 * @param reps timed runs of each
 * @param atLeast how long a timed run lasts; a short workload is executed again and again
 * @param seed of the workload and of the order of the runs
 */
public record Plan(
    Workload workload,
    long size,
    int tasks,
    List<ParallelismStrategy> strategies,
    StrategySettings settings,
    int reps,
    Duration atLeast,
    long seed) {
  public Plan {
    strategies = List.copyOf(strategies);
  }

  /** The workload, and the switch interval if that is not what everybody has. */
  public String label() {
    Duration interval = settings.switchInterval();
    return interval.equals(GlobalLock.DEFAULT_SWITCH_INTERVAL)
        ? workload.id()
        : workload.id() + " at " + Intervals.text(interval);
  }

  /**
   * The settings for one strategy. Tasks that wait are waited for by threads; by worker processes
   * there are no more than processors, each with its part of the tasks in flight.
   */
  public StrategySettings settings(ParallelismStrategy strategy) {
    if (workload.kind() == Workload.Kind.CPU
        || !strategy.traits().contains(Trait.LOCK_PER_WORKER)) {
      return settings;
    }
    int processes = Math.min(settings.workers(), Runtime.getRuntime().availableProcessors());
    return settings.workers(processes).inFlight((settings.workers() + processes - 1) / processes);
  }

  /** How many tasks can compute at once here. */
  public int width() {
    return Math.min(
        Math.min(settings.workers(), tasks), Runtime.getRuntime().availableProcessors());
  }

  /** By how much {@link #width()} threads can be faster than one, if tasks are equally long. */
  double ideal() {
    int turns = (tasks + width() - 1) / width();
    return (double) tasks / turns;
  }
}
