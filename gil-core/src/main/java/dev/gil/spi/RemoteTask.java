package dev.gil.spi;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.ClassNotOnWorkerException;
import dev.gil.GlobalLock;
import dev.gil.TaskCancelledException;
import dev.gil.TaskNotSerializableException;
import dev.gil.internal.Breaker;
import dev.gil.internal.LockAccess;
import dev.gil.internal.SegmentFiles;
import dev.gil.internal.SoleContext;
import dev.gil.internal.TaskContext;
import dev.gil.internal.TrustFilter;
import dev.gil.internal.ValueReader;
import dev.gil.internal.Wire;
import dev.gil.internal.log.Log;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.refcount.ReferenceCountException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The far side of {@link Job#encode()}: a task that has arrived in this JVM.
 *
 * <p>Bytes in, bytes out: what {@link #run} returns goes back and into {@link Job#completeEncoded}.
 * A strategy for other processes or machines needs to move bytes only.
 *
 * <p>For one thread, but {@link #cancel()}, which any may call.
 */
public final class RemoteTask implements AutoCloseable {
  private static final LockAccess LOCKS = LockAccess.get();

  private final Work<?> work;
  private final String label;
  private final @Nullable Depot depot;
  private final TaskContext context;
  private final @Nullable GlobalLock lock;
  private final RemotePieces pieces;
  private @Nullable Thread thread; // guarded by this
  private @Nullable CompletionStage<?> stage; // guarded by this
  private @Nullable CompletableFuture<?> ending; // guarded by this
  private List<RefCountedSegment> borrowed = List.of(); // shared segments that came with it

  private RemoteTask(
      Work<?> work,
      String label,
      @Nullable GlobalLock lock,
      @Nullable Progress progress,
      @Nullable Depot depot) {
    this.depot = depot;
    this.work = work;
    this.label = label;
    this.lock = lock;
    Breaker breaker = lock == null ? new Breaker() : LOCKS.breaker(lock);
    this.context = new SoleContext(label, breaker, this, progress == null ? null : progress::at);
    this.pieces = new RemotePieces(context, lock);
  }

  /**
   * A task of a strategy's own as bytes, such as one that warms a worker up. Those of users have
   * {@link Job#encode()}.
   *
   * @param label what errors call it
   * @param task must be able to travel
   * @return bytes for {@link #decode}
   * @throws TaskNotSerializableException if it cannot travel
   */
  public static byte[] encode(String label, Task<?> task) {
    return Packing.encode(new Work.OfTask<>(task), label, "this strategy", null).bytes();
  }

  /**
   * Reads a task.
   *
   * @param encoded by {@link Job#encode()}
   * @param allowed as {@link StrategySettings#allowed()}
   * @param lock this JVM's, for the task to run under; null for none
   * @param progress hears of the task's progress; null for nobody
   * @return the task, not yet run
   * @throws ClassNotOnWorkerException if this JVM does not have a class of it
   * @throws TaskNotSerializableException if the bytes hold a class that is not allowed, or are no
   *     task
   */
  public static RemoteTask decode(
      byte[] encoded,
      List<String> allowed,
      @Nullable GlobalLock lock,
      @Nullable Progress progress) {
    return decode(encoded, allowed, lock, progress, null);
  }

  /**
   * Reads a task of a runner that has a depot.
   *
   * @param encoded by {@link Job#encode()}
   * @param allowed as {@link StrategySettings#allowed()}
   * @param lock this JVM's, for the task to run under; null for none
   * @param progress hears of the task's progress; null for nobody
   * @param depot this side's: the task's large arrays are fetched from it now, those of its outcome
   *     stored in it; null for none
   * @return the task, not yet run
   * @throws ClassNotOnWorkerException if this JVM does not have a class of it
   * @throws TaskNotSerializableException if the bytes hold a class that is not allowed, or are no
   *     task
   */
  public static RemoteTask decode(
      byte[] encoded,
      List<String> allowed,
      @Nullable GlobalLock lock,
      @Nullable Progress progress,
      @Nullable Depot depot) {
    ValueReader in = new ValueReader(encoded, depot);
    String label;
    String owner;
    try {
      label = in.text();
      owner = in.text();
    } catch (IOException e) {
      throw new TaskNotSerializableException("the bytes are no task: " + e.getMessage(), e);
    }
    TrustFilter trust = TrustFilter.ofTask(owner, allowed);
    boolean read = false;
    try {
      RemoteTask task = new RemoteTask(WorkFormat.read(in, trust), label, lock, progress, depot);
      task.borrowed = in.opened();
      read = true;
      return task;
    } catch (ClassNotFoundException e) {
      throw new ClassNotOnWorkerException(
          "class "
              + e.getMessage()
              + " of task \""
              + label
              + "\" is not on the worker's class path. A worker has the class path of the JVM that"
              + " started it",
          e);
    } catch (IOException e) {
      throw new TaskNotSerializableException(
          "task \"" + label + "\" was not accepted by the worker: " + Wire.reason(e, trust), e);
    } finally {
      if (!read) {
        giveBack(in.opened());
      }
    }
  }

  /**
   * Deletes the files of shared segments that this JVM made, and those that it mapped and whose JVM
   * was killed: for an orphan.
   */
  public static void orphaned() {
    SegmentFiles.deleteOrphaned();
  }

  /**
   * Why a task could not even be read, as an outcome.
   *
   * @param failure what {@link #decode} threw
   * @return bytes for {@link Job#completeEncoded}
   */
  public static byte[] refused(Throwable failure) {
    return Outcome.encode(null, failure, "?", null);
  }

  /**
   * What errors call it.
   *
   * @return the label it was submitted with
   */
  public String label() {
    return label;
  }

  /**
   * Runs the task on this thread, or on the lock's own, attached to the lock if there is one.
   * Waits, detached and on this thread, for the stage of an async task. Throws nothing but errors
   * of the virtual machine itself: an {@link OutOfMemoryError} comes out, everything else becomes
   * the outcome.
   *
   * @return bytes for {@link Job#completeEncoded}
   */
  public byte[] run() {
    try {
      return outcome();
    } finally {
      close();
    }
  }

  /**
   * As {@link #run}, but leaves the shared segments that came with the task mapped until {@link
   * #close}, so that nobody waits for the outcome while they are unmapped.
   *
   * @return bytes for {@link Job#completeEncoded}
   */
  public byte[] outcome() {
    @Nullable Object value = null;
    @Nullable Throwable failure = null;
    try {
      value = begun();
      if (work.isAsync()) {
        value = await((CompletionStage<?>) Objects.requireNonNull(value)); // else it has thrown
      }
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable t) {
      failure = t;
    } finally {
      Thread.interrupted();
    }
    pieces.end();
    return Outcome.encode(value, failure, label, depot);
  }

  /**
   * Whether shared segments came with the task that are to be given back.
   *
   * @return whether {@link #close} has anything to do
   */
  public boolean hasBorrowed() {
    return !borrowed.isEmpty();
  }

  /** Gives the shared segments back that came with the task; by the thread that ran it, once. */
  @Override
  public void close() {
    List<RefCountedSegment> came = borrowed;
    borrowed = List.of();
    giveBack(came);
  }

  /** What a task released that it had not retained is its own doing, and no news to its parent. */
  private static void giveBack(List<RefCountedSegment> segments) {
    for (RefCountedSegment segment : segments) {
      try {
        segment.release();
      } catch (ReferenceCountException e) {
        Log.gil().log(System.Logger.Level.WARNING, "released too often", e);
      }
    }
  }

  private @Nullable Object begun() throws Throwable {
    if (lock == null || !LOCKS.isElsewhere(lock)) {
      return attachedRun();
    }
    AtomicReference<Outcome> there = new AtomicReference<>();
    LOCKS.onItsThread(lock, () -> there.set(attachedOutcome()));
    Outcome outcome = Objects.requireNonNull(there.get());
    if (outcome.failure() != null) {
      throw outcome.failure();
    }
    return outcome.value();
  }

  private Outcome attachedOutcome() {
    try {
      return new Outcome(attachedRun(), null);
    } catch (Throwable t) {
      return new Outcome(null, t);
    }
  }

  private @Nullable Object attachedRun() throws Exception {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    @Nullable Object value;
    @Nullable AttachmentException left = null;
    try {
      Attachment attachment = lock == null ? LOCKS.unlocked(context) : LOCKS.begin(lock, context);
      try {
        if (context.cancelled()) {
          throw new TaskCancelledException("task \"" + label + "\" was cancelled before it began");
        }
        value = work.run(attachment);
      } finally {
        leave(); // first: what raises a request from now on would find nobody to lower it
        left = lock == null ? LOCKS.endUnlocked(context) : LOCKS.end(lock, attachment, context);
      }
    } finally {
      leave();
      Thread.interrupted(); // of the task or meant for it
    }
    if (left != null) {
      throw left;
    }
    return value;
  }

  private synchronized void leave() {
    thread = null;
  }

  /** For an end of our own: a stage that cannot be cancelled must not be waited for. */
  private @Nullable Object await(CompletionStage<?> started) throws Throwable {
    CompletableFuture<@Nullable Object> end = new CompletableFuture<>();
    synchronized (this) {
      stage = started;
      ending = end;
    }
    var _ =
        started.whenComplete(
            (value, thrown) -> {
              @Nullable Throwable failure = Rethrow.unwrap(thrown);
              if (failure == null) {
                end.complete(value);
              } else {
                end.completeExceptionally(failure);
              }
            });
    if (context.cancelled()) {
      drop(started, end);
    }
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void drop(CompletionStage<?> started, CompletableFuture<?> end) {
    Stages.cancel(started);
    end.completeExceptionally(new TaskCancelledException("task \"" + label + "\" was cancelled"));
  }

  Pending pending() {
    return pieces.pending();
  }

  /** Runs a later piece on a thread of its own: the task's waits for the stage. */
  void resume(Runnable piece) {
    pieces.start(piece);
  }

  /**
   * Asks the task to stop: its next checkpoint throws, its thread and those of its later pieces are
   * interrupted, and its stage is cancelled.
   */
  public void cancel() {
    context.setCancelled();
    @Nullable CompletionStage<?> started;
    @Nullable CompletableFuture<?> end;
    synchronized (this) {
      started = stage;
      end = ending;
      if (thread != null) {
        context.cancel();
        thread.interrupt();
      }
    }
    pieces.cancel();
    if (started != null && end != null) {
      drop(started, end);
    }
  }
}
