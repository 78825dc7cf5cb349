package dev.gil.testkit.explore;

/** What an exploration detects. */
public enum FailureKind {
  /** A thread ended by an exception or error: a failed assertion, mostly. */
  EXCEPTION,
  /** Threads wait for one another in a circle, or all for locks that nobody gives up. */
  DEADLOCK,
  /** Nothing can run, and a thread waits for a signal that nobody is left to give. */
  LOST_WAKEUP,
  /** The budget of steps of one execution is spent, and threads still run. */
  LIVELOCK,
  /** The body has returned, and a thread that it forked lives. */
  LEAKED_THREAD,
  /** A thread has ended attached. */
  LEAKED_HOLD,
  /** A reference count was misused. */
  REFCOUNT,
  /** Two accesses to a variable that nothing orders; found in woven code only. */
  DATA_RACE,
  /** Woven code tried to end the JVM. */
  EXIT,
  /**
   * A thread neither passes a point nor ends, or everything waits for something that the explorer
   * does not control, such as a thread from outside or a native call.
   */
  STUCK,
  /** The body does not do the same each time under the same schedule: nothing can be replayed. */
  NONDETERMINISTIC
}
