package dev.gil.testkit.explore.weave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The executor that woven code gets where it asks {@link java.util.concurrent.Executors} for one:
 * its workers are explored threads.
 *
 * <p>A worker ends when the queue is empty, and the next task starts another: so a pool that nobody
 * shuts down leaves no thread behind, as the idle workers of a forgotten pool would. Not
 * thread-safe; explored threads take turns.
 */
final class ModelledPool extends AbstractExecutorService {
  private final WovenRun run;
  private final int largest;
  private final @Nullable ThreadFactory factory;
  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private final List<Integer> awaiting = new ArrayList<>();
  private final String name;
  private int workers;
  private int started;
  private boolean isShut;

  ModelledPool(WovenRun run, int largest, @Nullable ThreadFactory factory) {
    this.run = run;
    this.largest = largest;
    this.factory = factory;
    name = "pool-" + run.nextPool() + "-thread-";
  }

  @Override
  public void execute(Runnable task) {
    if (isShut) {
      throw new RejectedExecutionException("the pool is shut down");
    }
    queue.add(java.util.Objects.requireNonNull(task));
    if (workers < largest) {
      workers++;
      ThreadFactory own = factory;
      if (own == null) {
        run.threads.fork(name + ++started, this::work, false, null);
      } else {
        run.threads.start(own.newThread(this::work));
      }
    }
  }

  private void work() {
    try {
      for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
        run.acquireFrom(run.tasks);
        task.run();
        run.releaseTo(run.tasks);
      }
    } finally {
      workers--;
      wakeAtEnd();
    }
  }

  private void wakeAtEnd() {
    if (isTerminated()) {
      awaiting.forEach(run.turns::ready);
    }
  }

  @Override
  public void shutdown() {
    isShut = true;
    wakeAtEnd();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> left = new ArrayList<>(queue);
    queue.clear();
    shutdown();
    return left;
  }

  @Override
  public boolean isShutdown() {
    return isShut;
  }

  @Override
  public boolean isTerminated() {
    return isShut && workers == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = run.turns.now() + Durations.capped(unit.toNanos(timeout));
    int me = run.turns.running();
    while (!isTerminated() && run.turns.now() < deadline) {
      awaiting.add(me);
      run.threads.sleepIn(me, true);
      run.turns.blockUntil(Turns.Waiting.TASK, this, deadline);
      run.threads.sleepIn(me, false);
      awaiting.remove(Integer.valueOf(me));
      run.threads.throwIfInterrupted();
    }
    run.acquireFrom(run.tasks);
    return isTerminated();
  }

  @Override
  public void close() {
    shutdown();
    try {
      while (!awaitTermination(1, TimeUnit.DAYS)) {
        // the workers still run
      }
    } catch (InterruptedException e) {
      shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
