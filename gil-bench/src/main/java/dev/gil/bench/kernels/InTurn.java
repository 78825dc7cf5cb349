package dev.gil.bench.kernels;

import dev.gil.bench.fork.Figures;
import dev.gil.workloads.measure.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders that compute the same case in turn, round by round and each in every place, so that
 * whatever disturbs the machine disturbs them all.
 */
final class InTurn {
  private static final long WARM_UP_NANOS = 1_500_000_000L;

  private InTurn() {}

  /**
   * Tells the median of each, in milliseconds a computation.
   *
   * @param repeats computations of a round
   */
  static void play(Map<String, Contender> contenders, int repeats, int rounds) throws Exception {
    for (Contender each : contenders.values()) {
      long end = System.nanoTime() + WARM_UP_NANOS;
      do {
        var _ = each.nanos(repeats);
      } while (System.nanoTime() < end);
    }
    Map<String, double[]> times = new LinkedHashMap<>();
    List<Map.Entry<String, Contender>> order = new ArrayList<>(contenders.entrySet());
    for (int round = 0; round < rounds; round++) {
      for (var each : order) {
        double[] all = times.computeIfAbsent(each.getKey(), _ -> new double[rounds]);
        all[round] = each.getValue().nanos(repeats) / 1e6 / repeats;
      }
      Collections.rotate(order, 1); // else one always follows the one that left a core idle
    }
    times.forEach((subject, all) -> Figures.say(subject, Sample.of(all).median()));
  }
}
