package dev.gil.spi;

import dev.gil.internal.TaskContext;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the later pieces of an {@linkplain AsyncTask async task} the way its first piece ran:
 * attached where there is a lock, on the loop's thread under {@code eventloop}. So code between two
 * waits needs no other protection.
 *
 * {@snippet :
 * Map<String, Integer> sizes = new HashMap<>();                       // plain: one piece runs at a time
 * pool.submitAsync(gil -> {
 *   var pieces = Continuations.here();
 *   return pieces.deliver(client.sendAsync(request, BodyHandlers.ofString()))
 *       .thenCompose(answer -> pieces.delay(Duration.ofMillis(50)).thenApply(_ -> answer))
 *       .thenApply(answer -> sizes.merge(answer.uri().getPath(), answer.body().length(), Integer::sum));
 * });
 * }
 *
 * <p>A stage of the JDK's runs what hangs on it on the thread that completes it: of an {@code
 * HttpClient}, a thread of that. {@link #deliver} moves it here.
 *
 * <p>A piece is part of its task: checkpoints in it deliver the task's cancel, it takes no place in
 * the queue's bound, and it is run after a shutdown too, since that waits for the task. When the
 * task has ended, pieces are refused, and stages that {@link #deliver} and {@link #delay} returned
 * and that are not complete are cancelled: nothing outlives its task but pieces that were begun.
 * Where a task runs in another process its pieces do too, each on a virtual thread there. A piece
 * that cannot run, since the lock was closed, fails the stage that it was to complete.
 *
 * <p>Thread-safe. What happened before {@link #execute} <i>happens-before</i> the piece. Pieces
 * begin in the order in which they were given, where the strategy says {@link Trait#IN_ORDER}.
 */
public final class Continuations implements Executor {
  private final Consumer<Runnable> resume;
  private final Pending pending;

  Continuations(Consumer<Runnable> resume, Pending pending) {
    this.resume = resume;
    this.pending = pending;
  }

  /**
   * Those of the task that runs on this thread.
   *
   * @return good until the task has ended
   * @throws IllegalStateException if no task of an executor runs on this thread
   */
  public static Continuations here() {
    @Nullable TaskContext task = TaskContext.current();
    @Nullable Object owner = task == null ? null : task.owner();
    return switch (owner) {
      case Job<?> job -> new Continuations(job::resume, job.pending());
      case RemoteTask remote -> new Continuations(remote::resume, remote.pending());
      case null, default ->
          throw new IllegalStateException(
              "no task runs on thread \""
                  + Thread.currentThread().getName()
                  + "\", so there is none whose later pieces could run."
                  + " Call it in the task, and pass on what it returns");
    };
  }

  /**
   * Runs a piece soon. Returns at once. What the piece throws is logged.
   *
   * @throws dev.gil.PoolSaturatedException if the task has ended
   */
  @Override
  public void execute(Runnable piece) {
    resume.accept(Objects.requireNonNull(piece, "piece"));
  }

  /**
   * The same stage, completed by a piece: what is hung on it before it is complete runs as one.
   * Cancelling it, or a stage made from it, cancels {@code stage}.
   *
   * @param <T> the result
   * @param stage completed anywhere
   * @return a stage whose {@code ...Async} methods run pieces too
   */
  public <T extends @Nullable Object> CompletableFuture<T> deliver(CompletionStage<T> stage) {
    DeliveredStage<T> here = open();
    here.stopBy(() -> Stages.cancel(stage));
    stage.whenComplete((value, failure) -> here.deliver(value, Rethrow.unwrap(failure)));
    return here;
  }

  /**
   * A stage that a piece completes when the time is up. Cancelling it, or a stage made from it,
   * stops the clock.
   *
   * @param wait not negative
   * @return a stage that yields null
   * @throws IllegalArgumentException if {@code wait} is negative
   */
  public CompletableFuture<@Nullable Void> delay(Duration wait) {
    if (wait.isNegative()) {
      throw new IllegalArgumentException("a delay of " + wait + " is negative");
    }
    DeliveredStage<@Nullable Void> here = open();
    Future<?> clock = Deadlines.after(wait, () -> here.deliver(null, null));
    here.stopBy(() -> clock.cancel(false));
    return here;
  }

  private <T extends @Nullable Object> DeliveredStage<T> open() {
    DeliveredStage<T> stage = new DeliveredStage<>(this, pending);
    pending.add(stage);
    return stage;
  }
}
