package dev.gil.executors.virtual;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Optional;
import java.util.Set;

/**
 * Runs each task on a virtual thread of its own, which holds the lock while it is mounted: every
 * blocking call of the JDK that unmounts lets the others in, with no word from the task. Costs
 * about 900 bytes a waiting task; needs private parts of the JDK to be open, which the jar of the
 * command line does by its manifest. Gevent, or {@code asyncio} in blocking style.
 *
 * <p>Threads that a task starts by {@link Thread#ofVirtual()} run under the lock too. What runs on
 * other threads does not: parallel streams, {@code CompletableFuture.supplyAsync} without an
 * executor, platform threads. A task that uses its attachment there gets an {@link
 * dev.gil.AttachmentException}; one that waits for a parallel stream is named in a warning.
 *
 * <p>A call that blocks without unmounting (reading a file, native code) keeps the lock: detach
 * round it.
 */
public final class VirtualStrategy implements ParallelismStrategy {
  /** For {@link java.util.ServiceLoader}. */
  public VirtualStrategy() {}

  @Override
  public String id() {
    return "virtual";
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
  public Optional<String> unavailable() {
    return Opening.missing();
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new VirtualRunner(id(), settings);
  }
}
