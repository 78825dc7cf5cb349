package dev.gil.spi;

import dev.gil.GlobalLock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * An executor whose tasks run attached, in the way of its {@link ParallelismStrategy}. Opened by
 * {@link Strategies}.
 *
 * {@snippet :
 * try (GilExecutor pool = Strategies.open("threads")) {
 *   TaskFuture<Long> n = pool.submit(gil -> count(0, 10_000_000, gil::checkpoint));
 *   List<String> thumbs = pool.map(images, Uses::resize);
 * }
 * }
 *
 * <p>{@code gil -> ...} and {@code () -> ...} given straight to {@code submit} mean the same under
 * every strategy. What the JDK hands over as a plain {@link Callable} or {@link Runnable} runs
 * where the heap is shared and is refused, with the remedy, by a strategy that {@link
 * Trait#NEEDS_SERIALIZABLE}; it is never run in the parent instead.
 *
 * <p>Thread-safe. {@code submit} never waits for room: it throws {@link
 * dev.gil.PoolSaturatedException} when the executor is full or closed. Closing waits for all tasks;
 * {@code shutdownNow} cancels them. Actions before a submit <i>happen-before</i> the task begins,
 * and the task's actions happen-before a return of its future's {@code get}. A task starts with the
 * interrupt flag clear and leaves nothing to the next: neither an interrupt nor a context class
 * loader nor a lock.
 */
public interface GilExecutor extends ExecutorService {
  /**
   * Submits a task that gets its attachment: the form to teach.
   *
   * @param <T> the result
   * @param task runs attached, once
   * @return its future
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and cannot: names the
   *     captured variable or field
   */
  <T extends @Nullable Object> TaskFuture<T> submit(Task<T> task);

  /**
   * Submits a task with options.
   *
   * @param <T> the result
   * @param options deadline, attempts, progress, label
   * @param task runs attached, once an attempt
   * @return its future
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and cannot: names the
   *     captured variable or field
   */
  <T extends @Nullable Object> TaskFuture<T> submit(TaskOptions options, Task<T> task);

  /**
   * Submits {@code () -> value}.
   *
   * @param <T> the result
   * @param task runs attached, once
   * @return its future
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and cannot: names the
   *     captured variable or field
   */
  <T extends @Nullable Object> TaskFuture<T> submit(Body<T> task);

  /**
   * Submits {@code () -> call()}.
   *
   * @param task runs attached, once
   * @return its future, which yields null
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and cannot: names the
   *     captured variable or field
   */
  TaskFuture<?> submit(Block task);

  /**
   * Submits a callable of the JDK's kind.
   *
   * @param <T> the result
   * @param task runs attached, once
   * @return its future
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and is not serializable
   */
  @Override
  <T extends @Nullable Object> TaskFuture<T> submit(Callable<T> task);

  /**
   * Submits a runnable of the JDK's kind.
   *
   * @param task runs attached, once
   * @return its future, which yields null
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and is not serializable
   */
  @Override
  TaskFuture<?> submit(Runnable task);

  /**
   * Submits a runnable of the JDK's kind, with its result.
   *
   * @param <T> the result
   * @param task runs attached, once
   * @param result what the future yields
   * @return its future
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and is not serializable
   */
  @Override
  <T extends @Nullable Object> TaskFuture<T> submit(Runnable task, T result);

  /**
   * Submits a task without a value.
   *
   * @param task runs attached, once
   * @return its future, which yields null
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and cannot: names the
   *     captured variable or field
   */
  TaskFuture<@Nullable Void> run(VoidTask task);

  /**
   * Submits a task that is done when the stage it returns is, under every strategy.
   *
   * @param <T> the result
   * @param task starts attached, once
   * @return its future; cancelling it cancels the stage
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and cannot: names the
   *     captured variable or field
   */
  <T extends @Nullable Object> TaskFuture<T> submitAsync(AsyncTask<T> task);

  /**
   * Submits a task that is done when the stage it returns is, with options. Its deadline counts
   * until the stage is complete.
   *
   * @param <T> the result
   * @param options deadline, attempts, progress, label
   * @param task starts attached, once an attempt
   * @return its future; cancelling it cancels the stage
   * @throws dev.gil.PoolSaturatedException if the executor is full or closed
   * @throws dev.gil.TaskNotSerializableException if the task must travel and cannot: names the
   *     captured variable or field
   */
  <T extends @Nullable Object> TaskFuture<T> submitAsync(TaskOptions options, AsyncTask<T> task);

  /**
   * Applies {@code f} to every item and waits for all, in the way of the strategy. Submits no
   * faster than the executor has room. Where tasks travel, items go together in chunks, as many as
   * take some milliseconds by what those before took; each chunk is one task to the counters, and
   * one worker's death fails the items of a chunk together.
   *
   * @param <A> the items
   * @param <R> the results
   * @param in the items; read once
   * @param f runs attached, once an item
   * @return the results in the order of the items
   * @throws InterruptedException if interrupted while waiting: the rest is cancelled
   * @throws ExecutionException if an item fails: its cause is what {@code f} threw, the message
   *     names the first such item in order, and the rest is cancelled
   * @throws dev.gil.PoolSaturatedException if the executor is closed
   * @throws dev.gil.TaskNotSerializableException if {@code f} or an item must travel and cannot
   */
  <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
      Collection<? extends A> in, Mapper<? super A, ? extends R> f)
      throws InterruptedException, ExecutionException;

  /**
   * In which way tasks run.
   *
   * @return the strategy this was opened with
   */
  ParallelismStrategy strategy();

  /**
   * The lock that tasks run under in this JVM.
   *
   * @return its own or the lent one; empty where there is none, or one per worker
   */
  Optional<GlobalLock> lock();

  /**
   * What was counted.
   *
   * @return the counters now
   */
  ExecutorSnapshot snapshot();
}
