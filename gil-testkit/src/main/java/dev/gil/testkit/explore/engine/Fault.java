package dev.gil.testkit.explore.engine;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong in an execution.
 *
 * @param kind by which detector
 * @param message in a sentence, with the names of threads and objects
 * @param cause what was thrown, if anything was
 * @param actor where, by name; null if in no thread alone
 */
public record Fault(Kind kind, String message, @Nullable Throwable cause, @Nullable String actor) {
  /** Which detector found it. */
  public enum Kind {
    /** A thread ended by an exception or error. */
    EXCEPTION,
    /** Threads wait for one another, or all for what nobody gives up. */
    DEADLOCK,
    /** A thread waits for a signal that nobody is left to give. */
    LOST_WAKEUP,
    /** The budget of steps is spent, and threads still run. */
    LIVELOCK,
    /** The body has returned, and a thread it forked lives. */
    LEAKED_THREAD,
    /** A thread has ended with a lock. */
    LEAKED_HOLD,
    /** A reference count was misused. */
    REFCOUNT,
    /** Two accesses that nothing orders. */
    DATA_RACE,
    /** Code under test tried to end the JVM. */
    EXIT,
    /** The body does not do the same each time. */
    NONDETERMINISTIC,
    /** A thread neither passes a point nor ends, or waits for something outside. */
    STUCK
  }
}
