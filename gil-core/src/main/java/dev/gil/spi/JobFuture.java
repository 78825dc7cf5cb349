package dev.gil.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The future of a job. Only its job completes it: what callers get as a {@link CompletableFuture}
 * is a copy.
 */
final class JobFuture<T extends @Nullable Object> extends CompletableFuture<T>
    implements TaskFuture<T> {
  private static final VarHandle WAITING;

  static {
    try {
      WAITING = MethodHandles.lookup().findVarHandle(JobFuture.class, "waiting", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Job<T> job;

  @SuppressWarnings("unused") // through WAITING
  private int waiting; // threads in get() and join(), which CompletableFuture counts as dependents

  JobFuture(Job<T> job) {
    this.job = job;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return job.cancel(mayInterruptIfRunning);
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    job.requireAwaitable("get()");
    WAITING.getAndAdd(this, 1);
    try {
      return super.get();
    } finally {
      WAITING.getAndAdd(this, -1);
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    WAITING.getAndAdd(this, 1);
    try {
      return super.get(timeout, unit);
    } finally {
      WAITING.getAndAdd(this, -1);
    }
  }

  @Override
  public T join() {
    job.requireAwaitable("join()");
    WAITING.getAndAdd(this, 1);
    try {
      return super.join();
    } finally {
      WAITING.getAndAdd(this, -1);
    }
  }

  /** Whether its completion runs stages, apart from waking those that wait. */
  boolean hasDependents() {
    int dependents = getNumberOfDependents();
    return dependents > 0 && dependents > (int) WAITING.getVolatile(this);
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
