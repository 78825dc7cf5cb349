package dev.gil.executors.eventloop;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Set;

/**
 * Runs tasks one after the other on one thread that does not wait: a task that waits for something
 * returns a stage from {@code submitAsync}, and goes on by {@link dev.gil.spi.Continuations} when
 * that is complete. Costs a style of writing; gains waiting tasks at less than a kilobyte each,
 * over plain state and without a lock. Python's {@code asyncio}.
 *
 * <p>A task that does block keeps all others waiting; one that does so for longer than {@link
 * StrategySettings#stallLimit()}, 100 ms if not set, is named in a warning of the logger {@code
 * dev.gil}, once, with the stack it had then. {@code detached} just runs here: nobody else can use
 * the thread meanwhile. Waiting on this thread for another of its tasks is refused. Ignores {@link
 * StrategySettings#workers()}, except for the bound of the queue.
 */
public final class EventLoopStrategy implements ParallelismStrategy {
  /** For {@link java.util.ServiceLoader}. */
  public EventLoopStrategy() {}

  @Override
  public String id() {
    return "eventloop";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.IN_ORDER, Trait.SAME_THREAD, Trait.OVERLAPS_BLOCKING, Trait.SHARES_HEAP);
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new LoopRunner(
        settings.threadNames().map(prefix -> prefix + '1').orElse("gil-eventloop"),
        settings.stallLimit());
  }
}
