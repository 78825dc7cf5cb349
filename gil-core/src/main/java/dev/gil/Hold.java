package dev.gil;

import dev.gil.internal.Breaker;
import dev.gil.internal.TaskContext;
import dev.gil.internal.mount.Carriage;
import org.jspecify.annotations.Nullable;

/**
 * All that a thread had of a lock when it gave it up for a while: how deep it was nested, in which
 * order it was taken, for which task. Restored whole when the thread takes the lock back.
 */
record Hold(
    GlobalLock lock,
    long top,
    long serials,
    long order,
    HolderExtras extras,
    @Nullable Carriage carriage) {
  static Hold of(GlobalLock lock) {
    return new Hold(lock, lock.top, lock.serials, lock.order, lock.extras, lock.carriage);
  }

  /**
   * Saves the hold and gives the lock up.
   *
   * @param site where from, if somebody sleeps
   */
  static Hold giveUp(GlobalLock lock, @Nullable DetachSite site) {
    Hold hold = of(lock);
    hold.clear();
    Carriage mounted = hold.carriage;
    if (mounted != null) {
      mounted.lettingGo();
    }
    lock.detach(mounted == null && site != null && site.isShort());
    if (mounted != null) {
      mounted.letGo();
    }
    return hold;
  }

  /**
   * Waits for the lock, uninterruptibly, and restores the hold.
   *
   * @param away for how long it was given up, in nanoseconds
   * @param computing whether this thread computed meanwhile
   */
  void takeBack(long away, boolean computing) {
    Carriage mounted = carriage;
    if (mounted == null && (takeAtOnce() || (computing && lock.queue.takeSoon()))) {
      restore();
      return;
    }
    Thread me = Thread.currentThread();
    if (mounted == null || holdsAny(me) || !mounted.comeBack()) {
      lock.queue.reenter(me, this, away);
    } else if (lock.owner != me) {
      throw LockQueue.closed(lock);
    }
    restore();
  }

  private boolean takeAtOnce() {
    return lock.contention == 0 && lock.take();
  }

  /** One that holds another lock waits in the line, where a deadlock is found. */
  private static boolean holdsAny(Thread me) {
    return ThreadOrder.needed() && LiveLocks.innermost(me) != null;
  }

  /** Leaves nothing of this hold for the next holder; the caller still has the lock. */
  void clear() {
    lock.extras = HolderExtras.NONE;
    lock.carriage = null;
  }

  /** Restores the hold; the caller has just got the lock again. */
  void restore() {
    lock.owner = Thread.currentThread();
    lock.top = top;
    lock.root = ++lock.serials;
    lock.order = order;
    lock.extras = extras;
    lock.carriage = carriage;
    if (carriage != null) {
      carriage.regained();
    }
    @Nullable TaskContext task = extras.task();
    if (task != null && task.cancelled()) {
      lock.breaker.raise(Breaker.CANCEL);
    }
  }
}
