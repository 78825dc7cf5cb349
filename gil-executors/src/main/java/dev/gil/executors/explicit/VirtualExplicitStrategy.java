package dev.gil.executors.explicit;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Set;

/**
 * Runs each task on a virtual thread of its own, attached to one lock that it gives up where it
 * says so: by {@code detached}, or through the adapters of {@code dev.gil.io}. Costs two to three
 * kilobytes a waiting task, more if its stack is deep, and a word from the task at each blocking
 * call; gains waiting tasks by the hundred thousand, and needs nothing of the JDK but what is
 * public.
 *
 * <p>Ignores {@link StrategySettings#workers()}, except for the bound of the queue. A blocking call
 * without that word keeps the lock, as under {@code threads}; the thread under it is given back to
 * the JVM all the same. Tasks begin at once and attach in turn, so that {@code cancel(false)} stops
 * none.
 */
public final class VirtualExplicitStrategy implements ParallelismStrategy {
  /** For {@link java.util.ServiceLoader}. */
  public VirtualExplicitStrategy() {}

  @Override
  public String id() {
    return "virtual-explicit";
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
    return new ThreadPerJobRunner(settings.threadNames());
  }
}
