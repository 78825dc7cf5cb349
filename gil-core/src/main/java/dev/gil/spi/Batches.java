package dev.gil.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Several tasks at once, by single submits: nothing is wrapped in what could not travel. */
final class Batches {
  private Batches() {}

  static <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
      StrategyExecutor executor, Collection<? extends A> in, Mapper<? super A, ? extends R> f)
      throws InterruptedException, ExecutionException {
    executor.requireNotAttached("map()");
    if (executor.travels()) {
      return new ChunkedMap<A, R>(executor, f, in.size()).run(in);
    }
    List<TaskFuture<R>> futures = new ArrayList<>(in.size());
    boolean whole = false;
    try {
      for (A item : in) {
        futures.add(executor.startWhenRoom(new Work.OfItem<A, R>(f, item)));
        if (futures.getLast().isDone()) {
          results(futures.subList(futures.size() - 1, futures.size()), futures.size() - 1);
        }
      }
      List<R> results = results(futures, 0);
      whole = true;
      return results;
    } finally {
      if (!whole) {
        futures.forEach(future -> future.cancel(true));
      }
    }
  }

  private static <R extends @Nullable Object> List<R> results(
      List<TaskFuture<R>> futures, int first) throws InterruptedException, ExecutionException {
    List<R> results = new ArrayList<>(futures.size());
    for (int i = 0; i < futures.size(); i++) {
      try {
        results.add(futures.get(i).get());
      } catch (ExecutionException e) {
        throw new ExecutionException(
            "item " + (first + i) + " failed: " + e.getCause(), e.getCause());
      }
    }
    return results;
  }

  static <T extends @Nullable Object> List<Future<T>> all(
      StrategyExecutor executor, Collection<? extends Callable<T>> tasks, long limitNanos)
      throws InterruptedException {
    executor.requireNotAttached("invokeAll()");
    long start = System.nanoTime();
    List<Future<T>> futures = new ArrayList<>(tasks.size());
    boolean whole = false;
    try {
      for (Callable<T> task : tasks) {
        futures.add(executor.submit(task));
      }
      whole = awaitAll(futures, start, limitNanos);
      return futures;
    } finally {
      if (!whole) {
        futures.forEach(future -> future.cancel(true));
      }
    }
  }

  private static boolean awaitAll(List<? extends Future<?>> futures, long start, long limitNanos)
      throws InterruptedException {
    // The last first: when it has ended most others have, and none of those has to wake this
    // thread.
    for (Future<?> future : futures.reversed()) {
      try {
        if (limitNanos == Long.MAX_VALUE) {
          future.get();
        } else {
          long left = limitNanos - (System.nanoTime() - start);
          future.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        }
      } catch (ExecutionException | CancellationException e) {
        // The caller finds it in the future.
      } catch (TimeoutException e) {
        return false;
      }
    }
    return true;
  }

  static <T extends @Nullable Object> T any(
      StrategyExecutor executor, Collection<? extends Callable<T>> tasks, long limitNanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("invokeAny of no tasks");
    }
    executor.requireNotAttached("invokeAny()");
    long start = System.nanoTime();
    BlockingQueue<TaskFuture<T>> ended = new LinkedBlockingQueue<>();
    List<TaskFuture<T>> futures = new ArrayList<>(tasks.size());
    try {
      for (Callable<T> task : tasks) {
        TaskFuture<T> future = executor.submit(task);
        futures.add(future);
        future.whenComplete((_, _) -> ended.add(future));
      }
      @Nullable ExecutionException last = null;
      for (int i = 0; i < futures.size(); i++) {
        long left =
            limitNanos == Long.MAX_VALUE ? limitNanos : limitNanos - (System.nanoTime() - start);
        @Nullable TaskFuture<T> next = ended.poll(left, TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new TimeoutException("none of " + futures.size() + " tasks returned in time");
        }
        try {
          return next.get();
        } catch (ExecutionException e) {
          last = e;
        } catch (CancellationException e) {
          last = new ExecutionException("the task was cancelled", e);
        }
      }
      throw Objects.requireNonNull(last);
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }
}
