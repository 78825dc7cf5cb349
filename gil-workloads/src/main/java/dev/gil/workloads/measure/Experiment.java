package dev.gil.workloads.measure;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Makes an experiment: each strategy is opened once, run cold, warmed up, and then timed in turn
 * with the others, so that whatever disturbs the machine disturbs them all. For one thread.
 *
 * <p>The warm-up goes round all strategies until none of them became faster, so that none is timed
 * with code that another one's run will have compiled anew.
 */
public final class Experiment {
  private static final int LEAST_WARM_UPS = 1;
  private static final int MOST_WARM_UPS = 5;

  /** Of short runs, whose times change by chance: they seem never to settle. */
  private static final int MOST_SHORT_WARM_UPS = 3;

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final double STABLE = 0.05;

  /** What depends on chance shows in some of them. */
  private static final int CONTROL_RUNS = 20;

  private final Plan plan;
  private final Machine machine;
  private final Progress progress;
  private int made;

  /** Hears of every run made. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A run begins.
     *
     * @param what is run
     * @param done runs so far
     * @param of how many there will be, about
     */
    void at(String what, int done, int of);
  }

  public Experiment(Plan plan, Machine machine, Progress progress) {
    this.plan = plan;
    this.machine = machine;
    this.progress = progress;
  }

  /**
   * Makes it.
   *
   * @throws ExecutionException if a task failed
   * @throws dev.gil.workloads.WrongResultException if a result was wrong
   * @throws Exception if the workload could not be made ready
   */
  public Outcome make() throws Exception {
    Workload workload = plan.workload();
    try (Trial<?> trial = workload.prepare(plan.form(), plan.size(), plan.tasks(), plan.seed())) {
      return make(trial);
    }
  }

  private <T> Outcome make(Trial<T> trial) throws InterruptedException, ExecutionException {
    List<Runner> runners = new ArrayList<>();
    try {
      for (ParallelismStrategy strategy : plan.strategies()) {
        announce(strategy.id() + ", cold");
        runners.add(
            open(
                strategy.id(), () -> new StrategyLane<>(trial, strategy, plan.settings(strategy))));
        made++;
      }
      if (!trial.plain().isEmpty()) {
        runners.add(open("1 thread, no gil", () -> new PlainLane<>(trial, 1)));
        if (plan.width() > 1) {
          runners.add(
              open(plan.width() + " threads, no gil", () -> new PlainLane<>(trial, plan.width())));
        }
      }
      made = plan.strategies().size() + 2;
      warmUp(runners);
      time(runners);
      List<Row> rows = runners.stream().map(Runner::row).toList();
      int strategies = plan.strategies().size();
      return new Outcome(
          plan,
          machine,
          rows.subList(0, strategies),
          rows.subList(strategies, rows.size()),
          control(trial));
    } finally {
      runners.forEach(runner -> runner.lane.close());
    }
  }

  /** After all that is timed: it may leave anything behind. */
  private <T> Optional<Faults> control(Trial<T> trial)
      throws InterruptedException, ExecutionException {
    List<Callable<T>> bodies = trial.control();
    if (bodies.isEmpty()) {
      return Optional.empty();
    }
    announce("without a lock");
    int threads = bodies.size();
    Map<String, Long> faults = Map.of();
    for (int run = 0; run < CONTROL_RUNS; run++) {
      List<T> parts = PlainLane.execute(trial.control(), threads);
      faults = Faults.sum(faults, trial.faults(parts));
    }
    return Optional.of(new Faults(threads, faults));
  }

  private interface Opening {
    Lane<?> open();
  }

  private static Runner open(String name, Opening opening)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    Lane<?> lane = opening.open();
    try {
      Reading _ = lane.run(0);
      return new Runner(name, lane, Meter.millis(System.nanoTime() - start));
    } catch (InterruptedException | ExecutionException | RuntimeException | Error e) {
      lane.close();
      throw e;
    }
  }

  private void warmUp(List<Runner> runners) throws InterruptedException, ExecutionException {
    boolean stable = false;
    int most = plan.atLeast().compareTo(SHORT) < 0 ? MOST_SHORT_WARM_UPS : MOST_WARM_UPS;
    for (int round = 0; round < LEAST_WARM_UPS || (!stable && round < most); round++) {
      stable = true;
      for (Runner runner : runners) {
        announce(runner.name + ", warm-up");
        double wall = runner.lane.run(plan.atLeast().toNanos() / 2).wallMs();
        stable &= wall > (1 - STABLE) * runner.fastest;
        runner.fastest = Math.min(runner.fastest, wall);
      }
    }
  }

  private void time(List<Runner> runners) throws InterruptedException, ExecutionException {
    List<Runner> order = new ArrayList<>(runners);
    Collections.shuffle(order, new Random(plan.seed()));
    for (int rep = 0; rep < plan.reps(); rep++) {
      for (Runner runner : order) {
        announce(runner.name);
        runner.readings.add(runner.lane.run(plan.atLeast().toNanos()));
        made++;
      }
      Collections.rotate(order, 1);
    }
  }

  /** Warm-up rounds are not counted: nobody knows how many there will be. */
  private void announce(String what) {
    int lanes = plan.strategies().size() + 2;
    progress.at(plan.label() + ": " + what, made, lanes * (1 + plan.reps()));
  }

  private static final class Runner {
    private final String name;
    private final Lane<?> lane;
    private final double coldMs;
    private final List<Reading> readings = new ArrayList<>();
    private double fastest;

    Runner(String name, Lane<?> lane, double coldMs) {
      this.name = name;
      this.lane = lane;
      this.coldMs = coldMs;
      this.fastest = coldMs;
    }

    Row row() {
      return new Row(name, coldMs, readings);
    }
  }
}
