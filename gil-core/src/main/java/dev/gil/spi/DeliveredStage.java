package dev.gil.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A stage that is completed where its task's pieces run, and whose cancel, or that of a stage made
 * from it, reaches what it waits for.
 */
final class DeliveredStage<T extends @Nullable Object> extends CompletableFuture<T> {
  private final Executor way;
  private final Pending pending;
  private final DeliveredStage<?> root;
  private @Nullable Runnable stop; // guarded by this
  private boolean stopped; // guarded by this

  // Links of the list of its task's; guarded by that.
  @Nullable DeliveredStage<?> previous;
  @Nullable DeliveredStage<?> next;
  boolean listed;

  DeliveredStage(Executor way, Pending pending) {
    this.way = way;
    this.pending = pending;
    this.root = this;
  }

  private DeliveredStage(DeliveredStage<?> root) {
    this.way = root.way;
    this.pending = root.pending;
    this.root = root;
  }

  /** Says how to stop what it waits for. */
  void stopBy(Runnable action) {
    synchronized (this) {
      stop = action;
      if (!stopped) {
        return;
      }
    }
    action.run();
  }

  /**
   * Completes it, as a piece of its task; here, with the reason, if there is no such way any more.
   */
  void deliver(@Nullable Object value, @Nullable Throwable failure) {
    if (isDone()) {
      return;
    }
    try {
      way.execute(
          new AwaitedPiece() {
            @Override
            public void run() {
              end(value, failure);
            }

            @Override
            public void lost(Throwable why) {
              end(null, why);
            }
          });
    } catch (RejectedExecutionException e) {
      end(null, e);
    }
  }

  private void end(@Nullable Object value, @Nullable Throwable failure) {
    pending.remove(this);
    if (failure == null) {
      complete(Rethrow.unchecked(value));
    } else {
      completeExceptionally(failure);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      root.stopSource();
    }
    return isCancelled();
  }

  private void stopSource() {
    @Nullable Runnable action;
    synchronized (this) {
      stopped = true;
      action = stop;
    }
    pending.remove(this);
    super.cancel(true);
    if (action != null) {
      action.run();
    }
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new DeliveredStage<>(root);
  }

  @Override
  public Executor defaultExecutor() {
    return way;
  }
}
