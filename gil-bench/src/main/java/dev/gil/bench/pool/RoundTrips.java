package dev.gil.bench.pool;

import dev.gil.bench.convoy.Times;
import dev.gil.spi.GilExecutor;
import java.util.Map;

/** Tasks of no work, one after the other: each captures another number and returns it. */
final class RoundTrips {
  /** Tasks before the clock, for the compilers on both sides. */
  private static final int WARM_UP = 5_000;

  private RoundTrips() {}

  /** Asks for one number and gets it back. */
  interface Trip {
    long of(int number) throws Exception;
  }

  static Map<String, Double> measure(GilExecutor pool, int times) throws Exception {
    return measure(number -> pool.submit(gil -> number).get(), times);
  }

  static Map<String, Double> measure(Trip trip, int times) throws Exception {
    int warmUp = Math.max(WARM_UP, times / 2);
    for (int number = 0; number < warmUp; number++) {
      Answers.check(number, trip.of(number));
    }
    Times taken = new Times();
    for (int number = 0; number < times; number++) {
      long start = System.nanoTime();
      long came = trip.of(number);
      taken.add(System.nanoTime() - start);
      Answers.check(number, came);
    }
    return Map.of("noop-latency", taken.micros(0.5), "noop-latency-p99", taken.micros(0.99));
  }
}
