package dev.gil.testkit.explore.engine;

import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The time of an execution: it stands while anybody can run, and then jumps to the first deadline.
 * So an hour's wait takes no time, and ends in each replay at the same step.
 */
final class VirtualTime {
  private final Execution execution;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private long now;
  private long numbers;

  VirtualTime(Execution execution) {
    this.execution = execution;
  }

  void begins() {
    timers.clear();
    now = 0;
    numbers = 0;
  }

  long now() {
    return now;
  }

  /** The actor's wait ends then, unless it has ended before. */
  void endsWait(Actor actor, long deadlineNanos) {
    Timer timer = new Timer(deadlineNanos, numbers++, null, actor);
    actor.timer = timer;
    timers.add(timer);
  }

  /** The actor's wait has ended. */
  void forgets(Actor actor) {
    Timer timer = actor.timer;
    if (timer != null) {
      timer.cancel(false);
      actor.timer = null;
    }
  }

  /** The JDK wants this to be run later: it ends a timed park of the running actor. */
  ScheduledFuture<?> schedule(Runnable action, long delay) {
    long deadline = now + delay < 0 ? Long.MAX_VALUE : now + delay;
    Timer timer = new Timer(deadline, numbers++, action, execution.running);
    if (!execution.over) {
      timers.add(timer);
    }
    return timer;
  }

  /** Jumps to the first deadline; false if there is none. */
  boolean passes() {
    @Nullable Timer timer = firstPending();
    if (timer == null) {
      return false;
    }
    Actor actor = Objects.requireNonNull(timer.actor);
    long wait = timer.deadline - now;
    now = Math.max(now, timer.deadline);
    if (timer.action == null) {
      actor.timer = null;
      actor.timedOut = true;
      execution.enables(actor);
      return true;
    }
    if (actor.firedAt == execution.steps) {
      // It was woken, looked at the real clock, and waits for the rest.
      execution.uncontrolled("timed waits inside the JDK that look at the real clock");
      LockSupport.parkNanos(execution, wait);
    }
    timer.fire();
    actor.firedAt = execution.steps + 1L; // the step of its succession comes first
    return true;
  }

  private @Nullable Timer firstPending() {
    Timer timer = timers.poll();
    while (timer != null && timer.isCancelled()) {
      timer = timers.poll();
    }
    return timer;
  }
}
