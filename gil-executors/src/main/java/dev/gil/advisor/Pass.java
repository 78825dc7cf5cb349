package dev.gil.advisor;

import dev.gil.advisor.Profile.Piece;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One execution of some tasks by some platform threads, taken down task by task.
 *
 * @param load means a task
 * @param pieces one a task, in their order
 * @param result of the first task
 */
record Pass<T extends @Nullable Object>(Load load, List<Piece> pieces, T result) {
  /**
   * Longer than this no task is waited for: who wants advice on longer ones takes a part of one.
   */
  private static final long LIMIT_SECONDS = 60;

  /**
   * Executes.
   *
   * @param strategy of platform threads
   * @param settings with their number
   * @param expectedNanos that a task is about to take
   * @throws ExecutionException if a task failed, or did not end in a minute
   */
  static <T extends @Nullable Object> Pass<T> of(
      String strategy, StrategySettings settings, List<Task<T>> tasks, long expectedNanos)
      throws InterruptedException, ExecutionException {
    Observer observer = new Observer(Meter::cpuClock);
    List<Meter<T>> meters = new ArrayList<>(tasks.size());
    tasks.forEach(task -> meters.add(new Meter<>(task, observer, expectedNanos)));
    long elapsed;
    List<T> results;
    GilExecutor executor = Strategies.open(strategy, settings.listener(observer));
    try {
      long from = System.nanoTime();
      results = await(meters.stream().map(executor::submit).toList());
      elapsed = System.nanoTime() - from;
    } finally {
      executor.shutdownNow();
    }
    List<Piece> pieces = meters.stream().map(Meter::piece).toList();
    return new Pass<>(
        load(settings.workers(), elapsed, meters, observer), pieces, results.getFirst());
  }

  private static <T extends @Nullable Object> List<T> await(List<TaskFuture<T>> futures)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>(futures.size());
    for (TaskFuture<T> future : futures) {
      try {
        results.add(future.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      } catch (TimeoutException e) {
        throw new ExecutionException(
            "a task did not end within "
                + LIMIT_SECONDS
                + " s; if it may hang, say so, and if it is long, measure a part of it",
            e);
      }
    }
    return results;
  }

  private static <T extends @Nullable Object> Load load(
      int threads, long elapsed, List<Meter<T>> meters, Observer observer) {
    double wall = mean(meters, Meter::wallNanos);
    double cpu = mean(meters, Meter::cpuNanos);
    double queued = mean(meters, Meter::runQueueNanos);
    double detached = mean(meters, Meter::detachedNanos);
    double lockWait = (double) observer.waited() / meters.size();
    boolean known = meters.getFirst().readsRunQueue();
    return new Load(
        threads,
        meters.size(),
        elapsed / 1e6,
        cpu / 1e6,
        lockWait / 1e6,
        known ? queued / 1e6 : Double.NaN,
        detached / 1e6,
        mean(meters, Meter::detachedCpuNanos) / 1e6,
        Math.max(0, wall - cpu - queued - waitedInside(meters, observer)) / 1e6,
        mean(meters, Meter::allocatedBytes),
        observer.longestHold() / 1e6);
  }

  /** What tasks waited for the lock after they had begun is in their time. */
  private static <T extends @Nullable Object> double waitedInside(
      List<Meter<T>> meters, Observer observer) {
    return (double) observer.waitedInside() / meters.size();
  }

  private static <T extends @Nullable Object> double mean(
      List<Meter<T>> meters, ToLongFunction<Meter<T>> figure) {
    return meters.stream().mapToLong(figure).average().orElse(0);
  }
}
