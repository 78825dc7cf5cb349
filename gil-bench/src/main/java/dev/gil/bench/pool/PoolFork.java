package dev.gil.bench.pool;

import dev.gil.bench.fork.Figures;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import java.util.Map;

/**
 * The program of a fork: one scene by one player.
 *
 * <p>Arguments: a strategy, or the id of a peer that is no strategy; the scene; the size.
 */
final class PoolFork {
  private static final StrategySettings ONE = StrategySettings.DEFAULTS.workers(1);

  private PoolFork() {}

  public static void main(String[] args) throws Exception {
    play(args[0], Scene.named(args[1]), Integer.parseInt(args[2])).forEach(Figures::say);
  }

  /** Plays a scene here, and returns its figures by case. */
  static Map<String, Double> play(String player, Scene scene, int size) throws Exception {
    return switch (player) {
      case RawPipe.ID -> RawPipe.play(scene, size);
      case PlainStart.BY_SOCKET, PlainStart.BY_PIPE ->
          Starts.cold(scene, number -> PlainStart.nanos(player, number), size);
      case Orders.PLAIN -> {
        try (GilExecutor pool = open("processes")) {
          yield Orders.measure(pool, false, size);
        }
      }
      default -> byStrategy(player, scene, size);
    };
  }

  private static Map<String, Double> byStrategy(String strategy, Scene scene, int size)
      throws Exception {
    if (ClassCache.isFor(scene)) {
      ClassCache.await(strategy);
    }
    if (scene == Scene.START_COLD || scene == Scene.START_FIRST) {
      return Starts.cold(scene, strategy, size);
    }
    StrategySettings settings = scene == Scene.START_SPARE ? ONE.spares(1) : ONE;
    try (GilExecutor pool = Strategies.open(strategy, settings)) {
      return switch (scene) {
        case NOOP_LATENCY -> RoundTrips.measure(pool, size);
        case PIPELINED_DISTINCT -> Pipelined.distinct(pool, size);
        case PIPELINED_SAME -> Pipelined.same(pool, size);
        case MAP_CHUNKED -> ChunkedMap.measure(pool, size);
        case ECHO_1_MIB, ECHO_64_MIB -> Echoes.measure(pool, scene, size);
        case ECHO_RECORDS -> Orders.measure(pool, true, size);
        case HANDOVER_64_MIB -> HandOver.measure(pool, scene, size);
        case START_SPARE -> Starts.afterKill(pool, size);
        case START_COLD, START_FIRST -> throw new AssertionError("opens pools of its own");
      };
    }
  }

  /** One worker, one task in flight, no bound on the tasks that wait. */
  static GilExecutor open(String strategy) {
    return Strategies.open(strategy, ONE);
  }
}
