package dev.gil;

import dev.gil.internal.Breaker;
import dev.gil.internal.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * All that a thread had of a lock when it gave it up for a while: how deep it was nested, in which
 * order it was taken, for which task. Restored whole when the thread takes the lock back.
 */
record Hold(GlobalLock lock, long top, long serials, long order, HolderExtras extras) {
  static Hold of(GlobalLock lock) {
    return new Hold(lock, lock.top, lock.serials, lock.order, lock.extras);
  }

  /**
   * Saves the hold and gives the lock up.
   *
   * @param site where from, if somebody sleeps
   */
  static Hold giveUp(GlobalLock lock, @Nullable DetachSite site) {
    Hold hold = of(lock);
    hold.clear();
    lock.detach(site != null && site.isShort());
    return hold;
  }

  /**
   * Waits for the lock, uninterruptibly, and restores the hold.
   *
   * @param away for how long it was given up, in nanoseconds
   */
  void takeBack(long away) {
    lock.queue.reenter(Thread.currentThread(), this, away);
    restore();
  }

  /** Leaves nothing of this hold for the next holder; the caller still has the lock. */
  void clear() {
    lock.extras = HolderExtras.NONE;
  }

  /** Restores the hold; the caller has just got the lock again. */
  void restore() {
    lock.owner = Thread.currentThread();
    lock.top = top;
    lock.root = ++lock.serials;
    lock.order = order;
    lock.extras = extras;
    @Nullable TaskContext task = extras.task();
    if (task != null && task.cancelled()) {
      lock.breaker.raise(Breaker.CANCEL);
    }
  }
}
