package dev.gil.spi;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.TaskCancelledException;
import dev.gil.TaskTimeoutException;
import dev.gil.WorkerException;
import dev.gil.internal.Breaker;
import dev.gil.internal.LockAccess;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One submitted task on its way through a {@link Runner}. Made by core only.
 *
 * <p>A runner in this JVM calls {@link #run()} and nothing else. One that sends tasks elsewhere
 * calls {@link #begin()} right before it sends {@link #encode()}, and ends the job by {@link
 * #complete}, {@link #completeEncoded} or {@link #fail}. A job that has ended ignores a second end,
 * so a late answer of a stopped worker does no harm.
 *
 * <p>Thread-safe. What happened before {@link Runner#start} <i>happens-before</i> the task; the
 * task's end happens-before its future's.
 *
 * @param <T> the result
 */
public final class Job<T extends @Nullable Object> implements Runnable {
  private enum State {
    WAITING,
    RUNNING,
    ENDED
  }

  private static final LockAccess LOCKS = LockAccess.get();
  private static final VarHandle WAITING;

  static {
    try {
      WAITING = MethodHandles.lookup().findVarHandle(Job.class, "waiting", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final StrategyExecutor executor;
  private final Work<T> work;
  private final JobFuture<T> future;
  private final String label;
  private final boolean reportsFailure;

  // Links of the executor's list, guarded by its mutex.
  @Nullable Job<?> earlier;
  @Nullable Job<?> later;
  boolean listed;

  // Guarded by this.
  private State state = State.WAITING;
  private @Nullable JobExtras extras;
  private boolean cancelled;
  private boolean settled; // somebody is completing the future

  /** Cleared under this, so that nobody interrupts a thread that has gone on to another job. */
  private volatile @Nullable Thread thread;

  @SuppressWarnings("unused") // through WAITING
  private int waiting; // threads in get() and join(), which CompletableFuture counts as dependents

  Job(
      StrategyExecutor executor,
      Work<T> work,
      TaskOptions options,
      String label,
      Breaker breaker,
      Packing.@Nullable Packed packed,
      boolean reportsFailure,
      @Nullable Job<?> whole) {
    this.executor = executor;
    this.work = work;
    this.label = label;
    this.reportsFailure = reportsFailure;
    if (options != TaskOptions.NONE || packed != null || whole != null) {
      this.extras = new JobExtras(options, packed, whole);
    }
    this.future = new JobFuture<>(this, breaker);
  }

  // --- for runners in this JVM
  // -----------------------------------------------------------------------

  /**
   * Runs the task on this thread, or on the lock's own if it has one: attaches, runs, gives the
   * lock up, completes the future, in this order. Does nothing if the job was cancelled before.
   * Throws nothing of the task's. Leaves the thread as it was, its interrupt flag clear, whatever
   * the task did.
   */
  @Override
  public void run() {
    if (!begin()) {
      return;
    }
    @Nullable GlobalLock lock = executor.taskLock();
    if (lock == null || !LOCKS.isElsewhere(lock)) {
      runHere();
      return;
    }
    try {
      LOCKS.onItsThread(lock, this::runHere);
    } catch (LockClosedException e) {
      end(null, e);
    }
  }

  /** Its frames and what they keep are on the heap while a virtual thread waits: both are few. */
  private void runHere() {
    @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    @Nullable Attachment attachment = null;
    @Nullable Object value = null;
    @Nullable Throwable failure = null;
    try {
      attachment = attach();
      refuseIfCancelled();
      value = work.run(attachment);
    } catch (Throwable t) {
      failure = t;
    }
    leave(attachment, loader, value, failure);
  }

  private Attachment attach() {
    thread = Thread.currentThread();
    @Nullable GlobalLock lock = executor.taskLock();
    return lock == null ? LOCKS.unlocked(future) : LOCKS.begin(lock, future);
  }

  private void refuseIfCancelled() {
    @Nullable Job<?> whole = whole();
    if (whole != null && whole.future.cancelled()) {
      future.cancel(); // and yet it runs: others may wait for what it completes
    } else if (future.cancelled()) {
      throw new TaskCancelledException("task \"" + label() + "\" was cancelled before it began");
    }
  }

  private void leave(
      @Nullable Attachment attachment,
      @Nullable ClassLoader loader,
      @Nullable Object value,
      @Nullable Throwable failure) {
    synchronized (this) {
      thread = null; // first: what raises a request from now on would find nobody to lower it
    }
    @Nullable Throwable end = failure;
    @Nullable Throwable left = attachment == null ? null : detach(attachment);
    if (end == null) {
      end = left;
    } else if (left != null) {
      end.addSuppressed(left);
    }
    Thread.interrupted(); // of the task or meant for it; never the next one's
    Thread.currentThread().setContextClassLoader(loader);
    if (end == null && work.isAsync()) {
      follow((CompletionStage<?>) Objects.requireNonNull(value)); // else it has thrown
    } else {
      end(value, end);
    }
  }

  /** What the task did wrong with its attachment, or null. */
  private @Nullable Throwable detach(Attachment attachment) {
    @Nullable GlobalLock lock = executor.taskLock();
    try {
      return lock == null ? LOCKS.endUnlocked(future) : LOCKS.end(lock, attachment, future);
    } catch (Throwable t) {
      return t;
    }
  }

  private void follow(CompletionStage<?> started) {
    boolean gone;
    synchronized (this) {
      extras().stage = started;
      gone = settled;
    }
    started.whenComplete((value, failure) -> end(value, Rethrow.unwrap(failure)));
    if (gone) {
      drop(started);
    }
  }

  /**
   * Ends an async task whose result nobody waits for, whether its stage can be cancelled or not.
   */
  private void drop(CompletionStage<?> started) {
    Stages.cancel(started);
    end(null, null);
  }

  // --- for runners elsewhere
  // -------------------------------------------------------------------------

  /**
   * Says that the job begins now.
   *
   * @return false if there is nothing to do any more: it was cancelled, or has ended
   */
  public synchronized boolean begin() {
    if (state != State.WAITING || settled) {
      return false; // settled but waiting: its cancel or timeout is being told this moment
    }
    state = State.RUNNING;
    return true;
  }

  /**
   * The task for another JVM, where {@link RemoteTask#decode} reads it. Made at submit, and kept
   * until the job ends.
   *
   * @return bytes not to be changed; none if the job has ended
   * @throws IllegalStateException if the strategy's traits do not say {@link
   *     Trait#NEEDS_SERIALIZABLE}
   */
  public byte[] encode() {
    Packing.@Nullable Packed packed = packed();
    if (packed == null) {
      throw new IllegalStateException(
          executor.strategy().id()
              + " does not declare NEEDS_SERIALIZABLE, so nothing was encoded");
    }
    return packed.bytes();
  }

  /**
   * Ends the job with its result.
   *
   * @param value of the task's type
   */
  public void complete(@Nullable Object value) {
    end(value, null);
  }

  /**
   * Ends the job with what {@link RemoteTask#run} returned.
   *
   * @param outcome deserialized under the executor's allow-list
   */
  public void completeEncoded(byte[] outcome) {
    completeEncoded(outcome, null);
  }

  /**
   * Ends the job with what {@link RemoteTask#run} returned on a far side that has a depot.
   *
   * @param outcome deserialized under the executor's allow-list
   * @param depot this side's, from which the outcome's large arrays are fetched, and freed there;
   *     null for none
   */
  public void completeEncoded(byte[] outcome, @Nullable Depot depot) {
    Outcome decoded =
        Outcome.decode(outcome, executor.trust(work.body().getClass()), label(), depot);
    end(decoded.value(), decoded.failure());
  }

  /**
   * Ends the job with a failure, or begins it anew: if it had not begun, at no cost; if its worker
   * was lost and the task is idempotent, while attempts are left.
   *
   * @param cause what the future reports
   * @param started whether the task may have begun
   */
  public void fail(Throwable cause, boolean started) {
    boolean again;
    synchronized (this) {
      boolean lost = started && cause instanceof WorkerException;
      again =
          state == State.RUNNING
              && !settled
              && (!started || (lost && attempt() < options().attempts()));
      if (again) {
        state = State.WAITING;
        if (started) {
          extras().attempt++;
        }
      }
    }
    if (!again || !executor.startAgain(this, started)) {
      end(null, cause);
    }
  }

  /**
   * Passes on the progress of a task that runs elsewhere.
   *
   * @param done so far
   * @param total of the same units
   */
  public void progress(long done, long total) {
    options().progress().ifPresent(listener -> listener.at(done, total));
  }

  /**
   * The options it was submitted with.
   *
   * @return never null
   */
  public TaskOptions options() {
    JobExtras mine = extras; // final in it, and there from the start unless there are none
    return mine == null ? TaskOptions.NONE : mine.options;
  }

  /**
   * What errors call it.
   *
   * @return the label of its options, else the class of its task
   */
  public String label() {
    return label;
  }

  /**
   * Which attempt this is.
   *
   * @return 1 for the first
   */
  public synchronized int attempt() {
    return extras == null ? 1 : extras.attempt;
  }

  /**
   * Whether its future is complete.
   *
   * @return true also when it was cancelled or timed out and still runs
   */
  public boolean isDone() {
    return future.isDone();
  }

  /**
   * Interrupts the thread that runs the task, if one does in this JVM; never one that runs another
   * job by now.
   */
  public synchronized void interrupt() {
    @Nullable Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public String toString() {
    return "Job[" + label() + ']';
  }

  // --- for core
  // --------------------------------------------------------------------------------------

  private synchronized JobExtras extras() {
    if (extras == null) {
      extras = new JobExtras(TaskOptions.NONE, null, null);
    }
    return extras;
  }

  private Packing.@Nullable Packed packed() {
    @Nullable JobExtras mine = extras;
    return mine == null ? null : mine.packed;
  }

  /**
   * Lets go of the encoded form, since the future may be kept for long; what is to be freed with
   * it, to the first who asks.
   */
  synchronized Packing.Packed unpack() {
    @Nullable JobExtras mine = extras;
    Packing.@Nullable Packed packed = mine == null ? null : mine.packed;
    if (mine == null || packed == null) {
      return Packing.GONE;
    }
    mine.packed = Packing.GONE;
    return packed;
  }

  /** The task: this, or what this is a later piece of. */
  Job<?> task() {
    @Nullable Job<?> whole = whole();
    return whole == null ? this : whole;
  }

  private @Nullable Job<?> whole() {
    @Nullable JobExtras mine = extras;
    return mine == null ? null : mine.whole;
  }

  /** Another thread waits for the future, or one less. */
  void waits(int more) {
    WAITING.getAndAdd(this, more);
  }

  int waiting() {
    return (int) WAITING.getVolatile(this);
  }

  TaskFuture<T> future() {
    return future;
  }

  Work<T> work() {
    return work;
  }

  void requireAwaitable(String call) {
    if (!future.isDone() && options().limit().isEmpty()) {
      executor.requireNotAttached(call);
    }
  }

  /** Stops the task, whatever became of its future. */
  void halt() {
    if (askToStop()) {
      stopRunning();
    }
  }

  private void stopRunning() {
    @Nullable CompletionStage<?> started;
    List<Job<?>> running;
    synchronized (this) {
      started = extras == null ? null : extras.stage;
      running = extras == null ? List.of() : extras.pieces();
    }
    running.forEach(Job::halt);
    if (started == null) {
      executor.stop(this);
    } else {
      drop(started);
    }
  }

  /** The stages this task waits for. */
  synchronized Pending pending() {
    JobExtras mine = extras();
    @Nullable Pending pending = mine.pending;
    if (pending == null) {
      pending = new Pending(state == State.ENDED);
      mine.pending = pending;
    }
    return pending;
  }

  /**
   * Runs a later piece of this task.
   *
   * @throws dev.gil.PoolSaturatedException if the task has ended
   */
  void resume(Runnable body) {
    Job<?> piece = executor.piece(this, body);
    synchronized (this) {
      extras().add(piece);
    }
    try {
      executor.resume(this, piece);
    } catch (RuntimeException e) {
      forget(piece);
      throw e;
    }
  }

  private synchronized void forget(Job<?> piece) {
    if (extras != null) {
      extras.forget(piece);
    }
  }

  boolean isPiece() {
    return whole() != null;
  }

  /**
   * Makes the task's checkpoints throw; false if it does not run. Never after its end: nobody would
   * lower the request again.
   */
  private synchronized boolean askToStop() {
    if (state != State.RUNNING) {
      return false;
    }
    future.setCancelled();
    if (thread != null) {
      future.cancel();
    } // else it waits for its stage: its later pieces look at the flag when they begin
    return true;
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  synchronized boolean hasNotBegun() {
    return state == State.WAITING;
  }

  void startClock() {
    options()
        .limit()
        .ifPresent(
            limit -> {
              Future<?> clock = Deadlines.after(limit, this::expire);
              synchronized (this) {
                extras().deadline = clock;
              }
              if (future.isDone()) {
                clock.cancel(false);
              }
            });
  }

  boolean cancel(boolean stopRunning) {
    synchronized (this) {
      if (settled) {
        return false;
      }
      settled = true;
      cancelled = true;
    }
    executor.count(this, Future.State.CANCELLED);
    future.fail(new TaskCancelledException("task \"" + label() + "\" was cancelled"));
    abandon(stopRunning);
    return true;
  }

  /**
   * Whoever settles a job counts it and completes its future, in this order, so that a counter is
   * never behind a result.
   */
  private synchronized boolean settle() {
    boolean first = !settled;
    settled = true;
    return first;
  }

  private void expire() {
    if (!settle()) {
      return;
    }
    executor.count(this, Future.State.FAILED);
    String limit = options().limit().map(Object::toString).orElse("PT?").substring(2);
    future.fail(
        new TaskTimeoutException(
            "task \""
                + label()
                + "\" had no result within its deadline of "
                + limit
                + " since submit, in attempt "
                + attempt()
                + "; it was told to stop"));
    abandon(true);
  }

  /** The future is complete; what is left is the task itself. */
  private void abandon(boolean stopRunning) {
    boolean running;
    synchronized (this) {
      running = state == State.RUNNING;
      if (state == State.WAITING) {
        state = State.ENDED;
      }
    }
    if (!running) {
      executor.ended(this);
    } else if (stopRunning && askToStop()) {
      stopRunning();
    }
    dropClock();
  }

  private void end(@Nullable Object value, @Nullable Throwable failure) {
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      state = State.ENDED;
    }
    if (executor.taskLock() == null) {
      future.breaker().lower(Breaker.CANCEL); // the word is this job's own
    }
    executor.free(this); // whoever hears of the end finds it done
    try {
      if (settle()) {
        executor.count(this, failure == null ? Future.State.SUCCESS : Future.State.FAILED);
        moveOff();
        if (failure == null) {
          future.complete(Rethrow.unchecked(value));
        } else {
          future.fail(failure);
          if (reportsFailure) {
            executor.report(this, failure);
          }
        }
      }
    } finally {
      dropClock();
      @Nullable Job<?> whole = whole();
      if (whole != null) {
        whole.forget(this);
        AwaitedPiece.tell(work.body(), failure);
      }
      executor.ended(this);
      cancelPending();
    }
  }

  private void cancelPending() {
    @Nullable Pending open;
    synchronized (this) {
      open = extras == null ? null : extras.pending;
    }
    if (open != null) {
      open.cancelAll();
    }
  }

  /** Stages that hang on the future run on this thread: they are not to hold others up. */
  private void moveOff() {
    @Nullable GlobalLock lock = executor.taskLock();
    if (lock != null && future.hasDependents()) {
      LOCKS.moveOff(lock);
    }
  }

  private void dropClock() {
    @Nullable Future<?> clock;
    synchronized (this) {
      clock = extras == null ? null : extras.deadline;
      if (extras != null) {
        extras.deadline = null;
      }
    }
    if (clock != null) {
      clock.cancel(false);
    }
  }
}
