package dev.gil;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that waits for a lock. Links and {@link #used} belong to the queue's mutex; the
 * verdict and the flag are how others talk to the waiting thread.
 */
final class Waiter {
  /** Why the thread waits, which decides where it stands. */
  enum Role {
    /** It attaches. */
    FRESH,
    /** It takes back what it gave up round a blocking call: it goes first, within a budget. */
    RETURNER,
    /** It was asked at a checkpoint. */
    YIELDED
  }

  static final int WAITING = 0;

  /** The lock is this thread's; its owner was set before. */
  static final int GRANTED = 1;

  /** The lock was closed; the waiter is out of the line. */
  static final int CLOSED = 2;

  /** Waiting would close a cycle, which {@link #cycle} has; the waiter is out of the line. */
  static final int REFUSED = 3;

  /** The thread has left the line by itself: it got the lock free, or waits no more. */
  static final int LEFT = 4;

  private static final VarHandle PARKED;

  static {
    try {
      PARKED = MethodHandles.lookup().findVarHandle(Waiter.class, "parked", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final GlobalLock lock;
  final Thread thread;
  final Role role;
  final long since;

  /** When one that goes first asks to: not at once if it was hardly away. */
  final long asksAt;

  /** How much of its slice it had when a returner went first. */
  long used;

  /** Of a returner: which hold has let a request stand, and since when it was seen to. */
  long unansweredBy;

  long unansweredSince;

  /** Written before {@link #verdict}. */
  long grantedAt;

  /** Written before {@link #verdict}. */
  List<DeadlockException.Edge> cycle = List.of();

  @Nullable WaiterList list;
  @Nullable Waiter previous;
  @Nullable Waiter next;

  volatile int verdict;
  private volatile boolean parked;
  private volatile boolean looksByItself;
  private volatile boolean asleep;

  Waiter(GlobalLock lock, Thread thread, Role role, long since) {
    this(lock, thread, role, since, since);
  }

  Waiter(GlobalLock lock, Thread thread, Role role, long since, long asksAt) {
    this.asksAt = asksAt;
    this.lock = lock;
    this.thread = thread;
    this.role = role;
    this.since = since;
  }

  void parked(boolean now) {
    parked = now;
  }

  /** Parks for so many nanoseconds, or until woken if {@link LockQueue#NO_LIMIT}. */
  void sleep(long nanos) {
    asleep = true;
    SchedulerHook hook = lock.hook;
    if (hook != null) {
      hook.sleep(nanos);
    } else if (nanos == LockQueue.NO_LIMIT) {
      LockSupport.park(lock);
    } else {
      LockSupport.parkNanos(lock, nanos);
    }
    asleep = false;
  }

  /** Says whether it need not be woken for a lock that is free for a moment only. */
  void looksByItself(boolean now) {
    if (looksByItself != now) {
      looksByItself = now;
    }
  }

  boolean looksByItself() {
    return looksByItself;
  }

  /** Whether the thread runs, not just was woken: if so, on a processor of its own. */
  boolean isLooking() {
    return !asleep;
  }

  boolean isParked() {
    return parked;
  }

  /** Wakes the thread unless it is awake, or somebody else is waking it. */
  void wake() {
    if (parked && PARKED.compareAndSet(this, true, false)) {
      SchedulerHook hook = lock.hook;
      if (hook != null) {
        hook.wake(thread);
      } else {
        LockSupport.unpark(thread);
      }
    }
  }
}
