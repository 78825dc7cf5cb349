package dev.gil.trace;

import java.time.Duration;
import java.util.List;

/**
 * Hears what happened to a lock, after the fact.
 *
 * <p>Every method is called on the thread that the event is about, after it gave the lock up and
 * never while it holds it, so a slow listener delays that thread but not the lock. Threads call
 * concurrently. Times are {@link System#nanoTime()}. A listener that throws is logged, and the
 * event is lost; it must not attach to the lock it listens to.
 */
public interface LockListener {
  /**
   * A thread waited for the lock and got it. Told when it gives the lock up again, before {@link
   * #held}.
   *
   * @param lock name of the lock
   * @param thread who waited
   * @param from when it began to wait
   * @param to when it got the lock
   */
  default void waited(String lock, Thread thread, long from, long to) {}

  /**
   * A thread held the lock.
   *
   * @param lock name of the lock
   * @param thread who held it
   * @param from when it got the lock
   * @param to when it gave it up
   * @param handedOver whether it passed straight to a waiter
   */
  default void held(String lock, Thread thread, long from, long to, boolean handedOver) {}

  /**
   * A thread held the lock for so long without a checkpoint that others starved: its slice had been
   * over for a whole switch interval.
   *
   * @param lock name of the lock
   * @param thread who held it
   * @param stretch how long it passed no checkpoint
   * @param stackAtEnd where that ended, innermost frame first
   */
  default void starved(
      String lock, Thread thread, Duration stretch, List<StackTraceElement> stackAtEnd) {}

  /**
   * A thread ran detached. Told before it waits to take the lock back.
   *
   * @param lock name of the lock
   * @param thread who gave it up
   * @param from when it gave it up
   * @param to when it wanted it back
   */
  default void detached(String lock, Thread thread, long from, long to) {}
}
