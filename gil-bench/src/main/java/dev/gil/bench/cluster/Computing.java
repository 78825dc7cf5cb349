package dev.gil.bench.cluster;

import static dev.gil.bench.cluster.ClusterFork.gil;
import static dev.gil.bench.cluster.ClusterFork.peer;

import dev.gil.bench.cluster.ClusterBench.Case;
import dev.gil.cluster.ClusterStrategy;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Counting primes by trial division in 64 tasks, by two members with a thread each and by two
 * worker processes, turn and turn about. A member has one task waiting beside the one that runs: it
 * is told so, whereas a worker process gets tasks ahead by how long they take.
 */
final class Computing {
  private static final int TASKS = 64;
  private static final int EACH = 20_000;
  private static final int WORKERS = 2;

  /** Below 64 times 20,000. */
  private static final int PRIMES = 98_610;

  private Computing() {}

  static Map<String, Double> measure(int turns) throws Exception {
    StrategySettings settings = StrategySettings.DEFAULTS.workers(WORKERS);
    try (Members members = Members.ofGil(WORKERS, 1);
        GilExecutor cluster =
            Strategies.open(new ClusterStrategy(members.settings()), settings.inFlight(2));
        GilExecutor processes = Strategies.open("processes", settings)) {
      List<Double> ours = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      for (int turn = 0; turn <= turns; turn++) {
        double mine = perSecond(cluster);
        double other = perSecond(processes);
        if (turn > 0) { // the first is for the compilers
          ours.add(mine);
          theirs.add(other);
        }
      }
      return Map.of(
          gil(Case.COMPUTE), Calls.median(ours), peer(Case.COMPUTE), Calls.median(theirs));
    }
  }

  private static double perSecond(GilExecutor pool) throws Exception {
    long start = System.nanoTime();
    List<TaskFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      int from = i * EACH;
      futures.add(pool.submit(gil -> primes(from, from + EACH)));
    }
    int primes = 0;
    for (TaskFuture<Integer> future : futures) {
      primes += future.get();
    }
    if (primes != PRIMES) {
      throw new IllegalStateException(primes + " primes instead of " + PRIMES);
    }
    return TASKS / ((System.nanoTime() - start) / 1e9);
  }

  static int primes(int from, int to) {
    int count = 0;
    for (int candidate = Math.max(2, from); candidate < to; candidate++) {
      boolean prime = true;
      for (int divisor = 2; prime && divisor * divisor <= candidate; divisor++) {
        prime = candidate % divisor != 0;
      }
      count += prime ? 1 : 0;
    }
    return count;
  }
}
