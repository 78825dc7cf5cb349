package dev.gil.bench.pool;

import dev.gil.workloads.measure.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The same work again and again, while there is time. */
final class Rounds {
  private static final int MOST = 9;
  private static final int MOST_TO_WARM_UP = 20;
  private static final long WARM_UP = Duration.ofSeconds(2).toNanos();
  private static final long BUDGET = Duration.ofSeconds(10).toNanos();

  private Rounds() {}

  /** So many operations. */
  interface Round {
    void play(int operations) throws Exception;
  }

  /**
   * Operations a second: the median of nine rounds, or of as many as began within ten seconds,
   * after smaller ones to warm up by, twenty or two seconds of them.
   */
  static double perSecond(int operations, Round round) throws Exception {
    long begin = System.nanoTime();
    for (int i = 0; i < MOST_TO_WARM_UP && System.nanoTime() - begin < WARM_UP; i++) {
      round.play(Math.max(1, operations / 4));
    }
    List<Double> rates = new ArrayList<>();
    begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      round.play(operations);
      rates.add(operations / ((System.nanoTime() - start) / 1e9));
    } while (rates.size() < MOST && System.nanoTime() - begin < BUDGET);
    return Sample.of(rates.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }
}
