package dev.gil.executors.free;

import dev.gil.executors.internal.ThreadRunner;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Set;

/**
 * Runs tasks on platform threads without any lock, so that they run in parallel. Costs nothing, and
 * protects nothing: the tasks must be thread-safe. What the JVM does anyway, and Python's
 * free-threaded build.
 */
public final class FreeStrategy implements ParallelismStrategy {
  /** For {@link java.util.ServiceLoader}. */
  public FreeStrategy() {}

  @Override
  public String id() {
    return "free";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.PARALLEL_CPU, Trait.OVERLAPS_BLOCKING, Trait.SHARES_HEAP);
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new ThreadRunner(id(), settings.workers(), settings);
  }
}
