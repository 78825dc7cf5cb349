package dev.gil.executors.kernels;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Set;

/**
 * Runs tasks on platform threads that share one lock, and their kernels side by side without it, as
 * many at once as there are processors. Costs what {@code threads} costs; gains the cores wherever
 * tasks spend their time in {@link dev.gil.kernel.Kernels}. NumPy under Python's {@code threading}.
 */
public final class KernelsStrategy implements ParallelismStrategy {
  /** For {@link java.util.ServiceLoader}. */
  public KernelsStrategy() {}

  @Override
  public String id() {
    return "kernels";
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
    return new KernelsRunner(settings);
  }
}
