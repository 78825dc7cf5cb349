package dev.gil.trace;

import dev.gil.internal.jfr.BothListeners;
import dev.gil.internal.jfr.FlightRecording;
import java.time.Duration;
import java.util.List;

/**
 * Hears what happened to a lock, after the fact.
 *
 * <p>Every method is called on the thread that the event is about, after it gave the lock up and
 * never while it holds it, so a slow listener delays that thread but not the lock. There are two
 * exceptions: {@link #starving} comes from one that waits, and of a virtual thread of strategy
 * {@code virtual}, which holds the lock by being mounted, its carrier tells, with the lock. Events
 * of one thread come one after the other; threads call concurrently. Times are {@link
 * System#nanoTime()}. A listener that throws is logged, and the event is lost; it must not attach
 * to the lock it listens to.
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
   * The same, with when and where. Tells {@link #starved(String, Thread, Duration, List)} unless it
   * is overridden.
   *
   * @param lock name of the lock
   * @param thread who held it
   * @param from since when it passed no checkpoint
   * @param to when that ended
   * @param stackDuring where it was when a waiter noticed, innermost frame first
   * @param stackAtEnd where that ended, innermost frame first
   */
  default void starved(
      String lock,
      Thread thread,
      long from,
      long to,
      List<StackTraceElement> stackDuring,
      List<StackTraceElement> stackAtEnd) {
    starved(lock, thread, Duration.ofNanos(to - from), stackAtEnd);
  }

  /**
   * A thread holds the lock, passes no checkpoint, and goes on so while others starve. Told by one
   * that waits, once as soon as it is noticed: of a holder that never returns nothing else is told.
   *
   * @param lock name of the lock
   * @param thread who holds it
   * @param since when its slice began
   * @param noticed when somebody looked
   * @param stack where it was then, innermost frame first
   */
  default void starving(
      String lock, Thread thread, long since, long noticed, List<StackTraceElement> stack) {}

  /**
   * A thread ran detached. Told before it waits to take the lock back.
   *
   * @param lock name of the lock
   * @param thread who gave it up
   * @param from when it gave it up
   * @param to when it wanted it back
   */
  default void detached(String lock, Thread thread, long from, long to) {}

  /**
   * A thread ran a kernel with the lock given up. Told before it waits to take the lock back; as
   * {@link #detached} unless this is overridden. Where it waited for one of the places of strategy
   * {@code kernels}, that is told as detached.
   *
   * @param lock name of the lock
   * @param thread who gave it up
   * @param from when the kernel began
   * @param to when it ended
   */
  default void ranKernel(String lock, Thread thread, long from, long to) {
    detached(lock, thread, from, to);
  }

  /**
   * Whether it is to hear what threads of worker processes do. If so, each worker of strategy
   * {@code processes} records what its own lock is used for, and {@link #workerTold} is told.
   *
   * @return false unless overridden; asked once when an executor is opened
   */
  default boolean hearsWorkers() {
    return false;
  }

  /**
   * A worker process has told what its threads did since it told last, or has died. Called on a
   * thread of this JVM, for one worker at a time, but for several workers at once; what it throws
   * is logged.
   *
   * @param part spans and incidents whose {@link Trace.Lane#process()} names the worker, on the
   *     clock of this JVM as {@link Trace#clocks()} says
   */
  default void workerTold(Trace part) {}

  /**
   * Tells this one and then another. If this one throws, the other does not hear of that event.
   *
   * @param other hears of each event after this one
   * @return both together
   */
  default LockListener and(LockListener other) {
    return new BothListeners(this, other);
  }

  /**
   * Tells Java Flight Recorder, as events {@code dev.gil.Hold}, {@code dev.gil.Wait}, {@code
   * dev.gil.Detached} and {@code dev.gil.Switch}, whose fields are exact to the nanosecond; nobody
   * where there is no module {@code jdk.jfr}.
   *
   * <p>The events are off unless a recording asks for them, such as by {@code
   * -XX:StartFlightRecording:+dev.gil.Hold#enabled=true,+dev.gil.Wait#enabled=true}. A lock that is
   * made while such a recording runs tells it by itself; one that has no listener otherwise costs
   * nothing. This listener is for locks that are made before.
   *
   * @return tells while a recording asks for the events
   */
  static LockListener flightRecorder() {
    return FlightRecording.listener();
  }
}
