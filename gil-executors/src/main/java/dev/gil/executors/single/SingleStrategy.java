package dev.gil.executors.single;

import dev.gil.executors.internal.ThreadRunner;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Set;

/**
 * Runs tasks one after the other on one thread of its own, in submit order. Costs a hand-over to
 * that thread; gains order and one thread for libraries that insist on it. The baseline that the
 * others are measured against.
 *
 * <p>A task that detaches does not let the next one in: there is only the one thread. Ignores
 * {@link StrategySettings#workers()}.
 */
public final class SingleStrategy implements ParallelismStrategy {
  /** For {@link java.util.ServiceLoader}. */
  public SingleStrategy() {}

  @Override
  public String id() {
    return "single";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.ONE_AT_A_TIME, Trait.IN_ORDER, Trait.SAME_THREAD, Trait.SHARES_HEAP);
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new ThreadRunner(id(), 1, settings);
  }
}
