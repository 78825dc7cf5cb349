package dev.gil.spi;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.PoolSaturatedException;
import dev.gil.internal.LockAccess;
import dev.gil.internal.TaskContext;
import dev.gil.internal.log.Log;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The later pieces of a task that has no job in this JVM: each has a virtual thread and attaches in
 * turn, on the lock's own thread if it has one.
 */
final class RemotePieces {
  private static final LockAccess LOCKS = LockAccess.get();

  private final TaskContext context;
  private final @Nullable GlobalLock lock;
  private final Pending pending = new Pending(false);
  private final Set<Thread> running = new HashSet<>(); // guarded by this
  private boolean over; // guarded by this

  RemotePieces(TaskContext context, @Nullable GlobalLock lock) {
    this.context = context;
    this.lock = lock;
  }

  Pending pending() {
    return pending;
  }

  /**
   * Runs a piece soon.
   *
   * @throws PoolSaturatedException if the task has ended
   */
  void start(Runnable piece) {
    synchronized (this) {
      if (over) {
        throw new PoolSaturatedException(
            "task \""
                + context.label()
                + "\" has ended, and what it left to do is not begun any more");
      }
    }
    Thread.ofVirtual()
        .inheritInheritableThreadLocals(false)
        .name(context.label())
        .start(() -> run(piece));
  }

  private void run(Runnable piece) {
    try {
      if (lock == null) {
        attachedRun(piece);
      } else {
        LOCKS.onItsThread(lock, () -> attachedRun(piece));
      }
    } catch (Throwable t) { // nobody else hears of it
      Log.gil()
          .log(
              System.Logger.Level.WARNING,
              "a later piece of task \"" + context.label() + "\" failed",
              t);
      AwaitedPiece.tell(piece, t);
    }
  }

  private void attachedRun(Runnable piece) {
    enter();
    try {
      Attachment attachment = lock == null ? LOCKS.unlocked(context) : LOCKS.begin(lock, context);
      try {
        if (context.cancelled()) {
          context.cancel(); // and yet it runs: others may wait for what it completes
        }
        piece.run();
      } finally {
        leave(); // first: what raises a request from now on would find nobody to lower it
        var left = lock == null ? LOCKS.endUnlocked(context) : LOCKS.end(lock, attachment, context);
        if (left != null) {
          Log.gil()
              .log(
                  System.Logger.Level.WARNING,
                  "a later piece of task \"" + context.label() + "\" left something open",
                  left);
        }
      }
    } finally {
      leave();
      Thread.interrupted(); // of the piece or meant for it
    }
  }

  private synchronized void enter() {
    running.add(Thread.currentThread());
  }

  private synchronized void leave() {
    running.remove(Thread.currentThread());
  }

  /** The task is cancelled: the pieces that run see it at their checkpoints, or are interrupted. */
  synchronized void cancel() {
    if (!running.isEmpty()) {
      context.cancel();
      running.forEach(Thread::interrupt);
    }
  }

  /** The task has ended. */
  void end() {
    synchronized (this) {
      over = true;
    }
    pending.cancelAll();
  }
}
