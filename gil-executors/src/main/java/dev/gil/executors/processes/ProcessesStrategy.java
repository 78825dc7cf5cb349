package dev.gil.executors.processes;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;

/**
 * Runs tasks in worker JVMs, each under a lock of its own, so that even code that is not
 * thread-safe runs in parallel, and a task that crashes, hangs or leaks takes nobody with it. Costs
 * a start of some 100 ms and 40 MB a worker, serialization of tasks and results, and some 35
 * microseconds from submit to result, two in a batch ({@code gil bench pool}). Python's {@code
 * multiprocessing}.
 *
 * <p>All workers are started when the executor is opened, in the background. Each has {@link
 * StrategySettings#inFlight()} tasks at a time, on threads under one lock: that of the lent lock's
 * shared name, or one of the worker's own. A worker has the class path of this JVM, with the jars
 * that the context class loader of the opening thread adds, and those of its flags that change what
 * code means; not its heap size, agents or ports. {@link StrategySettings#workerArguments()} come
 * last and win.
 *
 * <p>The first workers of a class path with other jars or flags have the JDK make a cache of their
 * classes in the background, some seconds of a processor at the lowest priority, and later ones
 * start with it. It is kept in {@code gil} in the user's cache directory ({@code $XDG_CACHE_HOME},
 * {@code ~/.cache} or {@code ~/Library/Caches}), some 15 MB each and eight at most; only jars
 * before the first directory of the class path are in it. The system property {@code
 * gil.processes.cache} names another directory, {@code gil.processes.aot=off} does without.
 *
 * <p>{@link StrategySettings#spares()} are started once all workers have been, and get no tasks
 * until a worker ends: then one takes its place, and another is started in the background. {@link
 * StrategySettings#limits()} says when a worker is replaced though it works.
 *
 * <p>{@code cancel(true)} and a passed deadline ask the task to stop; if it has not within some 30
 * ms, its worker is killed and replaced. Other workers are not touched; other tasks in flight in
 * the same one fail with {@link dev.gil.WorkerCrashedException}, or are begun anew if idempotent.
 * What a task prints appears on the standard output and error of this JVM. Dependents of a future
 * run on the thread that listens to the worker: one that blocks holds up that worker's further
 * results.
 *
 * <p>Workers die with this JVM, however it dies: within a second, busy or not.
 */
public final class ProcessesStrategy implements ParallelismStrategy {
  /** For {@link java.util.ServiceLoader}. */
  public ProcessesStrategy() {}

  @Override
  public String id() {
    return "processes";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.LOCK_PER_WORKER,
        Trait.PARALLEL_CPU,
        Trait.OVERLAPS_BLOCKING,
        Trait.NEEDS_SERIALIZABLE,
        Trait.ISOLATES_CRASHES,
        Trait.KILLS_RUNNING_TASKS,
        Trait.YIELDS_AT_CHECKPOINT);
  }

  /**
   * Starts the workers in the background.
   *
   * @throws UncheckedIOException if there is no room for the private directory
   */
  @Override
  public Runner open(StrategySettings settings) {
    try {
      return new ProcessRunner(id(), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no private directory for workers in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  @Override
  public Optional<String> unavailable() {
    if (!Files.isExecutable(WorkerCommand.launcher())) {
      return Optional.of(
          "there is no "
              + WorkerCommand.launcher()
              + " to start workers with; run on a JDK or a runtime image that has its launcher");
    }
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return Optional.of(
          "the file system has no POSIX permissions, so the workers' sockets could not be private");
    }
    try (var _ = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      return Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of("Unix domain sockets do not work here (" + e + ')');
    }
  }
}
