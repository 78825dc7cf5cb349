package dev.gil.spi;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.ClassNotOnWorkerException;
import dev.gil.GlobalLock;
import dev.gil.PoolSaturatedException;
import dev.gil.TaskCancelledException;
import dev.gil.TaskNotSerializableException;
import dev.gil.internal.Breaker;
import dev.gil.internal.LockAccess;
import dev.gil.internal.SoleContext;
import dev.gil.internal.TaskContext;
import dev.gil.internal.TrustFilter;
import dev.gil.internal.Wire;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The far side of {@link Job#encode()}: a task that has arrived in this JVM.
 *
 * <p>Bytes in, bytes out: what {@link #run} returns goes back and into {@link Job#completeEncoded}.
 * A strategy for other processes or machines needs to move bytes only.
 *
 * <p>For one thread, but {@link #cancel()}, which any may call.
 */
public final class RemoteTask {
  private static final System.Logger LOG = System.getLogger("dev.gil");
  private static final LockAccess LOCKS = LockAccess.get();

  private final Work<?> work;
  private final String label;
  private final TaskContext context;
  private final @Nullable GlobalLock lock;
  private final Pending pending = new Pending(false);
  private volatile boolean over;
  private @Nullable Thread thread; // guarded by this
  private @Nullable CompletionStage<?> stage; // guarded by this

  private RemoteTask(
      Work<?> work, String label, @Nullable GlobalLock lock, @Nullable Progress progress) {
    this.work = work;
    this.label = label;
    this.lock = lock;
    Breaker breaker = lock == null ? new Breaker() : LOCKS.breaker(lock);
    this.context = new SoleContext(label, breaker, this, progress == null ? null : progress::at);
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
    Wire.Parcel parcel = Wire.open(encoded);
    TrustFilter trust = TrustFilter.ofTask(parcel.owner(), allowed);
    try {
      if (Wire.read(parcel.body(), trust) instanceof Work<?> work) {
        return new RemoteTask(work, parcel.label(), lock, progress);
      }
      throw new TaskNotSerializableException("the bytes of \"" + parcel.label() + "\" are no task");
    } catch (ClassNotFoundException e) {
      throw new ClassNotOnWorkerException(
          "class "
              + e.getMessage()
              + " of task \""
              + parcel.label()
              + "\" is not on the worker's class path. A worker has the class path of the JVM that"
              + " started it",
          e);
    } catch (IOException e) {
      throw new TaskNotSerializableException(
          "task \""
              + parcel.label()
              + "\" was not accepted by the worker: "
              + Wire.reason(e, trust),
          e);
    }
  }

  /**
   * Why a task could not even be read, as an outcome.
   *
   * @param failure what {@link #decode} threw
   * @return bytes for {@link Job#completeEncoded}
   */
  public static byte[] refused(Throwable failure) {
    return Outcome.encode(null, failure, "?");
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
   * Waits, detached, for the stage of an async task. Throws nothing but errors of the virtual
   * machine itself: an {@link OutOfMemoryError} comes out, everything else becomes the outcome.
   *
   * @return bytes for {@link Job#completeEncoded}
   */
  public byte[] run() {
    if (lock == null) {
      return runHere();
    }
    byte[][] outcome = new byte[1][];
    LOCKS.onItsThread(lock, () -> outcome[0] = runHere());
    return outcome[0];
  }

  private byte[] runHere() {
    @Nullable Object value = null;
    @Nullable Throwable failure = null;
    synchronized (this) {
      thread = Thread.currentThread();
    }
    try {
      value = attachedRun();
      if (work.isAsync() && value instanceof CompletionStage<?> started) {
        value = await(started);
      }
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable t) {
      failure = t;
    } finally {
      synchronized (this) {
        thread = null;
      }
      Thread.interrupted();
    }
    over = true;
    pending.cancelAll();
    return Outcome.encode(value, failure, label);
  }

  private @Nullable Object attachedRun() throws Exception {
    Attachment attachment = lock == null ? LOCKS.unlocked(context) : LOCKS.begin(lock, context);
    @Nullable Object value;
    @Nullable AttachmentException left = null;
    try {
      if (context.cancelled()) {
        throw new TaskCancelledException("task \"" + label + "\" was cancelled before it began");
      }
      value = work.run(attachment);
    } finally {
      left = lock == null ? LOCKS.endUnlocked(context) : LOCKS.end(lock, attachment, context);
    }
    if (left != null) {
      throw left;
    }
    return value;
  }

  private @Nullable Object await(CompletionStage<?> started) throws Throwable {
    synchronized (this) {
      stage = started;
    }
    if (context.cancelled()) {
      Stages.cancel(started);
    }
    try {
      return started.toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  Pending pending() {
    return pending;
  }

  /** Runs a later piece on a thread of its own: the task's waits for the stage. */
  void resume(Runnable piece) {
    if (over) {
      throw new PoolSaturatedException(
          "task \"" + label + "\" has ended, and what it left to do is not begun any more");
    }
    Thread.ofVirtual().name(label).start(() -> runPiece(piece));
  }

  private void runPiece(Runnable piece) {
    if (lock == null) {
      runPieceHere(piece);
    } else {
      LOCKS.onItsThread(lock, () -> runPieceHere(piece));
    }
  }

  private void runPieceHere(Runnable piece) {
    Attachment attachment = lock == null ? LOCKS.unlocked(context) : LOCKS.begin(lock, context);
    try {
      piece.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a later piece of task \"" + label + "\" failed", e);
    } finally {
      var _ = lock == null ? LOCKS.endUnlocked(context) : LOCKS.end(lock, attachment, context);
    }
  }

  /**
   * Asks the task to stop: its next checkpoint throws, and its thread is interrupted, or its stage
   * cancelled.
   */
  public void cancel() {
    context.cancel();
    @Nullable CompletionStage<?> started;
    synchronized (this) {
      started = stage;
      if (thread != null && started == null) {
        thread.interrupt();
      }
    }
    if (started != null) {
      Stages.cancel(started);
    }
  }
}
