package dev.gil.executors.processes;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The strategy {@code processes} with {@link MemoryWorker}s for JVMs: the same pool, the same
 * worker code, the same bytes between them.
 *
 * <p>Two of its traits are lost with the JVMs. A task that halts or crashes the JVM ends all of it,
 * so {@link Trait#ISOLATES_CRASHES} is not declared. A worker that is killed is not believed any
 * more, but a task in it that answers nothing goes on computing and having effects, so {@link
 * Trait#KILLS_RUNNING_TASKS} is not either. Workers that are lent a shared lock share it.
 */
final class InMemoryProcesses implements ParallelismStrategy {
  private final int bytes;
  private final List<Fate> fates;
  private final AtomicInteger starts = new AtomicInteger();

  /** As roomy as sockets are; all live. */
  InMemoryProcesses() {
    this(64 * 1024, List.of());
  }

  /**
   * A number of bytes each way, and fates.
   *
   * @param bytes that a link takes without being read
   * @param fates of the workers, in the order in which they are started; those after them live
   */
  InMemoryProcesses(int bytes, List<Fate> fates) {
    this.bytes = bytes;
    this.fates = fates;
  }

  /** How many workers were started. */
  int starts() {
    return starts.get();
  }

  @Override
  public String id() {
    return "in-memory-processes";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.LOCK_PER_WORKER,
        Trait.PARALLEL_CPU,
        Trait.OVERLAPS_BLOCKING,
        Trait.NEEDS_SERIALIZABLE,
        Trait.YIELDS_AT_CHECKPOINT);
  }

  @Override
  public Runner open(StrategySettings settings) {
    try {
      return new ProcessRunner(new Setup(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Setup extends WorkerSetup {
    Setup(StrategySettings settings) throws IOException {
      super(id(), settings);
    }

    @Override
    Child start(Worker worker) {
      int start = starts.getAndIncrement();
      Fate fate = start < fates.size() ? fates.get(start) : Fate.LIVES;
      return new MemoryWorker(worker.name(), bytes, fate);
    }
  }
}
