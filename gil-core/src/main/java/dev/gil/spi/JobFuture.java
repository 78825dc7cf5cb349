package dev.gil.spi;

import dev.gil.internal.Breaker;
import dev.gil.internal.TaskContext;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The future of a job. Only its job completes it: what callers get as a {@link CompletableFuture}
 * is a copy. It is the task's context too, which costs less than an object for each.
 */
final class JobFuture<T extends @Nullable Object> extends CompletableFuture<T>
    implements TaskFuture<T>, TaskContext {
  private final Job<T> job;
  private final Breaker breaker;
  private volatile boolean stopped;

  JobFuture(Job<T> job, Breaker breaker) {
    this.job = job;
    this.breaker = breaker;
  }

  /** How large the task is that travels, in bytes. */
  int size() {
    return job.encode().length;
  }

  // --- as the context of the task
  // ------------------------------------------------------------------------------------

  @Override
  public String label() {
    return job.label();
  }

  @Override
  public Object owner() {
    return job.task();
  }

  @Override
  public Breaker breaker() {
    return breaker;
  }

  @Override
  public boolean cancelled() {
    return stopped;
  }

  @Override
  public void setCancelled() {
    stopped = true;
  }

  @Override
  public void progress(long done, long total) {
    job.progress(done, total);
  }

  // --- as the future
  // ------------------------------------------------------------------------------------

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return job.cancel(mayInterruptIfRunning);
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    job.requireAwaitable("get()");
    job.waits(1);
    try {
      return super.get();
    } finally {
      job.waits(-1);
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    job.waits(1);
    try {
      return super.get(timeout, unit);
    } finally {
      job.waits(-1);
    }
  }

  @Override
  public T join() {
    job.requireAwaitable("join()");
    job.waits(1);
    try {
      return super.join();
    } finally {
      job.waits(-1);
    }
  }

  /** Whether its completion runs stages, apart from waking those that wait. */
  boolean hasDependents() {
    int dependents = getNumberOfDependents();
    return dependents > 0 && dependents > job.waiting();
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    return copy();
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  void fail(Throwable cause) {
    // CompletableFuture would take these two for its own; wrapped once more, get() yields them as
    // the cause, as any other.
    boolean mistakable =
        cause instanceof CompletionException
            || (cause instanceof CancellationException && !job.isCancelled());
    completeExceptionally(mistakable ? new CompletionException(cause) : cause);
  }
}
