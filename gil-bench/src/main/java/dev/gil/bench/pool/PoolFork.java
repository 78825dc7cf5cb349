package dev.gil.bench.pool;

import dev.gil.bench.fork.Figures;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import java.util.Map;

/**
 * The program of a fork: one scene by one strategy.
 *
 * <p>Arguments: strategy, scene, size.
 */
final class PoolFork {
  private PoolFork() {}

  public static void main(String[] args) throws Exception {
    play(args[0], Scene.named(args[1]), Integer.parseInt(args[2])).forEach(Figures::say);
  }

  /** Plays a scene here, and returns its figures by case. */
  static Map<String, Double> play(String strategy, Scene scene, int size) throws Exception {
    try (GilExecutor pool = open(strategy)) {
      return switch (scene) {
        case NOOP_LATENCY -> RoundTrips.measure(pool, size);
        case PIPELINED_DISTINCT -> Pipelined.distinct(pool, size);
        case PIPELINED_SAME -> Pipelined.same(pool, size);
      };
    }
  }

  static GilExecutor open(String strategy) {
    return Strategies.open(strategy, StrategySettings.DEFAULTS.workers(1));
  }
}
