package dev.gil.bench.cluster;

import static dev.gil.bench.cluster.ClusterFork.gil;
import static dev.gil.bench.cluster.ClusterFork.peer;

import dev.gil.bench.cluster.ClusterBench.Case;
import dev.gil.bench.convoy.Times;
import dev.gil.cluster.ClusterStrategy;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.workloads.measure.Sample;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Tasks of no work to two members: one after the other, and with many under way. gil and the bare
 * engine have members of their own and take turns.
 */
final class Calls {
  private static final int MEMBERS = 2;
  private static final int THREADS = 2;
  private static final int UNDER_WAY = 64;
  private static final int TURNS = 5;

  private Calls() {}

  static Map<String, Double> measure(int size) throws Exception {
    StrategySettings settings = StrategySettings.DEFAULTS.workers(MEMBERS);
    try (Members ours = Members.ofGil(MEMBERS, THREADS);
        Members theirs = Members.bare(MEMBERS, THREADS);
        GilExecutor pool = Strategies.open(new ClusterStrategy(ours.settings()), settings);
        GilExecutor many =
            Strategies.open(
                new ClusterStrategy(ours.settings()), settings.inFlight(UNDER_WAY / MEMBERS));
        BareCalls bare = new BareCalls(theirs)) {
      IntFunction<Future<Integer>> gil = number -> pool.submit(task -> number);
      IntFunction<Future<Integer>> gilMany = number -> many.submit(task -> number);
      Times gilTimes = new Times();
      Times bareTimes = new Times();
      List<Double> gilRates = new ArrayList<>();
      List<Double> bareRates = new ArrayList<>();
      for (int turn = 0; turn <= TURNS; turn++) {
        Times mine = turn == 0 ? new Times() : gilTimes; // the first is for the compilers
        Times other = turn == 0 ? new Times() : bareTimes;
        oneByOne(bare::submit, size, other);
        oneByOne(gil, size, mine);
        double bareRate = manyAtOnce(bare::submit, 5 * size);
        double gilRate = manyAtOnce(gilMany, 5 * size);
        if (turn > 0) {
          bareRates.add(bareRate);
          gilRates.add(gilRate);
        }
      }
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put(gil(Case.NOOP_LATENCY), gilTimes.micros(0.5));
      figures.put(peer(Case.NOOP_LATENCY), bareTimes.micros(0.5));
      figures.put(gil(Case.NOOP_LATENCY_P99), gilTimes.micros(0.99));
      figures.put(peer(Case.NOOP_LATENCY_P99), bareTimes.micros(0.99));
      figures.put(gil(Case.IN_FLIGHT), median(gilRates));
      figures.put(peer(Case.IN_FLIGHT), median(bareRates));
      return figures;
    }
  }

  private static void oneByOne(IntFunction<Future<Integer>> submit, int count, Times times)
      throws Exception {
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      int came = submit.apply(i).get();
      times.add(System.nanoTime() - start);
      check(i, came);
    }
  }

  /** A second: as many as may be are under way at any time. */
  private static double manyAtOnce(IntFunction<Future<Integer>> submit, int count)
      throws Exception {
    Queue<Future<Integer>> underWay = new ArrayDeque<>();
    long start = System.nanoTime();
    int asked = 0;
    for (int i = 0; i < count; i++) {
      underWay.add(submit.apply(i));
      if (underWay.size() == UNDER_WAY) {
        check(asked++, underWay.remove().get());
      }
    }
    while (!underWay.isEmpty()) {
      check(asked++, underWay.remove().get());
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private static void check(int expected, int came) throws IOException {
    if (expected != came) {
      throw new IOException(came + " came back instead of " + expected);
    }
  }

  static double median(List<Double> figures) {
    return Sample.of(figures.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }
}
