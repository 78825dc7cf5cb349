package dev.gil.testkit;

import dev.gil.GlobalLock;
import dev.gil.WorkerCrashedException;
import dev.gil.spi.Job;
import dev.gil.spi.RemoteTask;
import dev.gil.spi.Trait;
import dev.gil.spi.VoidTask;
import java.io.Serial;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Sends every task through bytes, as a strategy with workers does, but runs them in this JVM: each
 * thread of the pool is a worker with a lock of its own. A crash is an {@link OutOfMemoryError},
 * the one error that {@link RemoteTask#run()} lets out.
 */
class CopyingStrategy extends PooledStrategy {
  /** What stands for a crash of the JVM. */
  static final class Crash extends OutOfMemoryError {
    @Serial private static final long serialVersionUID = 1;

    Crash() {
      super("meant: it stands for a crash");
    }
  }

  static final VoidTask CRASH =
      gil -> {
        throw new Crash();
      };

  private final ConcurrentMap<Thread, GlobalLock> locks = new ConcurrentHashMap<>();
  private final ConcurrentMap<Job<?>, RemoteTask> running = new ConcurrentHashMap<>();

  CopyingStrategy() {
    super(
        Trait.NEEDS_SERIALIZABLE,
        Trait.LOCK_PER_WORKER,
        Trait.PARALLEL_CPU,
        Trait.OVERLAPS_BLOCKING,
        Trait.ISOLATES_CRASHES);
  }

  @Override
  public String id() {
    return "copying";
  }

  private GlobalLock lockOf(Pool pool) {
    return pool.settings.lock().orElseGet(this::ownLock);
  }

  private GlobalLock ownLock() {
    return locks.computeIfAbsent(Thread.currentThread(), t -> GlobalLock.create(t.getName()));
  }

  @Override
  void work(Pool pool, Job<?> job) {
    if (!job.begin()) {
      return;
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      RemoteTask task =
          RemoteTask.decode(job.encode(), pool.settings.allowed(), lockOf(pool), job::progress);
      running.put(job, task);
      if (job.isDone()) {
        task.cancel();
      }
      answer(job, task.run());
    } catch (Crash e) {
      lost(job);
    } catch (RuntimeException e) {
      job.fail(e, true);
    } finally {
      running.remove(job);
      Thread.currentThread().setContextClassLoader(loader);
    }
  }

  void answer(Job<?> job, byte[] outcome) {
    job.completeEncoded(outcome);
  }

  void lost(Job<?> job) {
    job.fail(new WorkerCrashedException("a worker of \"copying\" crashed", 139), true);
  }

  @Override
  void stop(Pool pool, Job<?> job) {
    RemoteTask task = running.get(job);
    if (task != null) {
      task.cancel();
    }
  }
}
