package dev.gil.executors.threads;

import dev.gil.executors.internal.ThreadRunner;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Set;

/**
 * Runs tasks on platform threads that share one lock, so that one of them runs at a time. Costs a
 * thread a worker and a switch every few milliseconds; gains overlap wherever tasks detach round
 * blocking calls. Python's {@code threading}.
 */
public final class ThreadsStrategy implements ParallelismStrategy {
  /** For {@link java.util.ServiceLoader}. */
  public ThreadsStrategy() {}

  @Override
  public String id() {
    return "threads";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.ONE_AT_A_TIME,
        Trait.OVERLAPS_BLOCKING,
        Trait.SHARES_HEAP,
        Trait.YIELDS_AT_CHECKPOINT);
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new ThreadRunner(id(), settings.workers(), settings);
  }
}
