package dev.gil;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread in a {@link LockQueue}. Links belong to the queue's mutex; the flags are how others
 * talk to the waiting thread.
 */
final class Waiter {
  private static final VarHandle PARKED;

  static {
    try {
      PARKED = MethodHandles.lookup().findVarHandle(Waiter.class, "parked", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Thread thread;
  final long since;

  /** Written before {@link #granted}. */
  long grantedAt;

  @Nullable Waiter previous;
  @Nullable Waiter next;

  /** The lock is this thread's; its owner was set before. */
  volatile boolean granted;

  /** The lock was closed; the waiter is out of the queue. */
  volatile boolean closed;

  private volatile boolean parked;

  Waiter(Thread thread, long since) {
    this.thread = thread;
    this.since = since;
  }

  void parked(boolean now) {
    parked = now;
  }

  /** Wakes the thread unless it is awake, or somebody else is waking it. */
  void wake() {
    if (parked && PARKED.compareAndSet(this, true, false)) {
      LockSupport.unpark(thread);
    }
  }
}
