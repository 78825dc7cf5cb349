package dev.gil.spi;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The future of a job. Only its job completes it: what callers get as a {@link CompletableFuture}
 * is a copy.
 */
final class JobFuture<T extends @Nullable Object> extends CompletableFuture<T>
    implements TaskFuture<T> {
  private final Job<T> job;

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
    return super.get();
  }

  @Override
  public T join() {
    job.requireAwaitable("join()");
    return super.join();
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
