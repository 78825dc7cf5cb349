package dev.gil.testkit.explore.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that are not explored and wake actors. They come when they like, so the driver lets them
 * in only where nobody runs, and waits for them, in real time, only where nobody else is left.
 */
final class Outside {
  /** How long a state without runnable actors is watched, at first. */
  private static final long UNSEEN_NANOS = 100_000_000;

  /** And once somebody has come. */
  private static final long SEEN_NANOS = 2_000_000_000;

  private final Execution execution;
  private final Queue<Actor> woken = new ConcurrentLinkedQueue<>();
  private volatile boolean seen;
  private boolean closedWorld;
  private int waits;

  Outside(Execution execution) {
    this.execution = execution;
  }

  void begins() {
    woken.clear();
  }

  /** Whether it is known that nobody wakes actors of this body. */
  void closedWorld(boolean known) {
    closedWorld = known;
  }

  boolean isSeen() {
    return seen;
  }

  /** How often somebody was waited for, in real time. */
  int waits() {
    return waits;
  }

  /** A thread from outside lets an actor go on that it may keep waiting. Thread-safe. */
  void wakes(Actor actor) {
    woken.add(actor);
    LockSupport.unpark(execution.driver.thread());
  }

  /** A thread from outside uses what actors wait for: who waits may be woken by it. Thread-safe. */
  void uses(String what) {
    seen = true;
    execution.control().count(what);
  }

  /** Lets those go on that were woken meanwhile. */
  void comesIn() {
    for (Actor actor = woken.poll(); actor != null; actor = woken.poll()) {
      boolean parked = actor.is(Actor.State.PARKED);
      if (parked || actor.is(Actor.State.BLOCKED)) {
        uses("wake-ups by threads from outside");
        if (parked) {
          execution.enables(actor);
        } else {
          execution.ready(actor);
        }
      }
    }
  }

  /** Waits for somebody; false if nobody came. */
  boolean comes() {
    if (closedWorld || !Standstill.mayBeWokenFromOutside(execution)) {
      return false;
    }
    waits++;
    long until = System.nanoTime() + (seen ? SEEN_NANOS : UNSEEN_NANOS);
    while (woken.isEmpty()) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        closedWorld = !seen;
        return false;
      }
      LockSupport.parkNanos(execution, left);
    }
    return true;
  }
}
