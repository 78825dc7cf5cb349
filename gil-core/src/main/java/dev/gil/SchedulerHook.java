package dev.gil;

/**
 * Decides, in a test, which thread goes on at each point where the lock could change hands.
 *
 * <p>A lock built with a hook asks it after every attach and at every checkpoint, also when nobody
 * asked for the lock, and before it is given up by a detach or a close. The thread that asks holds
 * the lock, and waits for the answer. A hook is called by one thread at a time for one lock; it
 * must not attach to that lock.
 */
@FunctionalInterface
public interface SchedulerHook {
  /** Where a decision is taken. */
  enum Point {
    /** The thread has just got the lock. */
    ATTACH,
    /** The thread passes a checkpoint. */
    CHECKPOINT,
    /** The thread gives the lock up for a while. */
    DETACH,
    /** The thread gives the lock up. */
    CLOSE
  }

  /**
   * Chooses who has the lock next.
   *
   * <p>At {@link Point#ATTACH} and {@link Point#CHECKPOINT} the current thread counts as 0 and the
   * waiters, longest first, as 1 to {@code enabled - 1}. At {@link Point#DETACH} and {@link
   * Point#CLOSE} the current thread goes on without the lock; the waiters count from 0, and with
   * none the hook is not asked.
   *
   * @param at what the current thread is doing
   * @param enabled how many threads there are to choose from, at least 1
   * @return from 0 to {@code enabled - 1}; 0 keeps things as they would be without a hook
   */
  int choose(Point at, int enabled);
}
