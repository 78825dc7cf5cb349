package dev.gil;

import java.util.concurrent.locks.LockSupport;

/**
 * Decides, in a test, which thread goes on at each point where the lock could change hands.
 *
 * <p>A lock built with a hook tells it before it is taken or given up, asks it after every attach
 * and at every checkpoint, also when nobody asked for the lock, and asks it to whom the lock goes
 * when it is given up by a detach or a close. The thread that asks holds the lock, and waits for
 * the answer. A hook is asked by one thread at a time for one lock; it must not attach to that
 * lock.
 *
 * <p>Only {@link #choose} must be written. A hook that runs the threads itself, one at a time, also
 * says how they wait, are woken, and read the clock: then nothing of the lock depends on time, and
 * no waiter spins or wakes by itself.
 */
@FunctionalInterface
public interface SchedulerHook {
  /**
   * Chosen at {@link Point#DETACH} or {@link Point#CLOSE}: the lock becomes free, the longest
   * waiter is woken, and whoever runs first has it, as without a hook.
   */
  int FREE = -1;

  /** Where a decision is taken. */
  enum Point {
    /** The thread has just got the lock. */
    ATTACH,
    /** The thread passes a checkpoint. */
    CHECKPOINT,
    /** The thread gives the lock up for a while. */
    DETACH,
    /** The thread takes the lock back after that. */
    TAKE_BACK,
    /** The thread gives the lock up. */
    CLOSE
  }

  /**
   * Chooses who has the lock next.
   *
   * <p>At {@link Point#ATTACH} and {@link Point#CHECKPOINT} the current thread counts as 0 and the
   * waiters, longest first, as 1 to {@code enabled - 1}. At {@link Point#DETACH} and {@link
   * Point#CLOSE} the current thread goes on without the lock; the waiters count from 0, {@link
   * #FREE} hands it to none of them, and without waiters the hook is not asked. A taking back is no
   * choice.
   *
   * @param at what the current thread is doing
   * @param enabled how many threads there are to choose from, at least 1
   * @return from 0 to {@code enabled - 1}, or {@link #FREE} where that is allowed
   */
  int choose(Point at, int enabled);

  /**
   * The current thread is about to attach, without the lock; to detach or close, with it; or to
   * take it back. Other threads may run before this returns. Does nothing by default.
   *
   * @param at all but {@link Point#CHECKPOINT}
   */
  default void before(Point at) {}

  /**
   * The current thread has the lock again: it took it back, or had handed it over at a checkpoint.
   * Does nothing by default.
   */
  default void regained() {}

  /** The lock was closed, and is never attached to again. Does nothing by default. */
  default void closed() {}

  /**
   * Has the current thread wait in the lock's line until it is {@linkplain #wake woken}, or for a
   * time; it may return early. Parks by default.
   *
   * @param nanos how long at most; {@link Long#MAX_VALUE} for as long as it takes
   */
  default void sleep(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
  }

  /**
   * Ends the current or next {@link #sleep} of a thread. Unparks it by default.
   *
   * @param waiter a thread that waits in the lock's line
   */
  default void wake(Thread waiter) {
    LockSupport.unpark(waiter);
  }

  /**
   * The clock by which waits of this lock end. {@link System#nanoTime()} by default.
   *
   * @return nanoseconds
   */
  default long nanoTime() {
    return System.nanoTime();
  }
}
