package dev.gil.testkit.explore.engine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs bodies, and says who is mounted after whom until the execution is over. */
final class Driver {
  private final Execution execution;
  private volatile @Nullable Thread thread;
  private volatile long progress;

  Driver(Execution execution) {
    this.execution = execution;
  }

  @Nullable Thread thread() {
    return thread;
  }

  /** Changes as long as the execution gets on; for the watchdog. */
  long progress() {
    return progress + execution.steps;
  }

  /**
   * Runs the body once, on the current thread.
   *
   * @return what went wrong; null if nothing did
   */
  @Nullable Fault run(Runnable body, Chooser by, @Nullable Recording into) {
    Execution x = execution;
    thread = Thread.currentThread();
    x.begins(by, into);
    by.begins(x);
    x.observers.begins(x);
    Actor main = x.cast.add("main", body);
    x.carrier().start(main);
    drive(main);
    @Nullable Fault fault = x.ends.fault();
    boolean orderly = fault == null && !x.cast.isAnyAlive();
    x.over = true;
    x.unwinding.all();
    x.locks().ended(orderly);
    by.ends(x);
    x.observers.ends(x);
    progress = progress() + 1;
    x.steps = 0;
    return fault;
  }

  private void drive(Actor first) {
    Execution x = execution;
    Carrier carrier = x.carrier();
    Actor actor = first;
    while (true) {
      x.running = actor;
      actor.becomes(Actor.State.RUNNING);
      x.signals.mounts();
      carrier.run(actor);
      if (x.over) {
        return;
      }
      @Nullable Actor chosen = x.next;
      if (chosen != null) {
        x.next = null;
      } else {
        if (actor.is(Actor.State.RUNNING)) {
          leftByItself(actor);
        }
        chosen = succession(actor);
        if (chosen == null) {
          return;
        }
      }
      actor = chosen;
    }
  }

  /** The actor's thread left the carrier without the execution's help. */
  private void leftByItself(Actor actor) {
    Execution x = execution;
    if (x.signals.hasYielded()) {
      actor.does(Operation.YIELD, null, 0);
      x.enables(actor);
      x.done(actor, Operation.YIELD, 0);
      return;
    }
    if (x.carrier().hasEnded(actor)) {
      x.ends.ended(actor);
      return;
    }
    actor.becomes(Actor.State.PARKED);
    actor.does(
        Operation.PARK, actor.thread == null ? null : LockSupport.getBlocker(actor.thread), 0);
    x.done(actor, Operation.PARK, 0);
    @Nullable Recording record = x.recording();
    if (record != null) {
      record.waits(actor);
    }
  }

  /** Who runs after {@code last}, which cannot or does not want to; null if the execution ends. */
  private @Nullable Actor succession(Actor last) {
    Execution x = execution;
    while (true) {
      x.outside.comesIn();
      if (x.over) {
        return null;
      }
      int others = x.enabled.size();
      if (others != 0) {
        if (x.stepIsBeyondBudget(last)) {
          return null;
        }
        if (last.is(Actor.State.ENABLED) && others > 1) {
          return yielded(last, others);
        }
        return x.enabled.take(others == 1 ? 0 : x.decide(Chooser.Subject.SUCCESSION, others));
      }
      if (!x.cast.isAnyAlive()) {
        return null;
      }
      if (!x.time.passes() && !x.outside.comes()) {
        x.ends.end(Standstill.judge(x, x.outside.isSeen()));
        return null;
      }
    }
  }

  /** A thread that yielded by itself may go on: a decision like that at any point. */
  private Actor yielded(Actor last, int others) {
    Execution x = execution;
    x.enabled.take(x.enabled.indexOf(last));
    int choice = x.decide(Chooser.Subject.PREEMPTION, others);
    if (choice == 0) {
      return last;
    }
    @Nullable Recording record = x.recording();
    if (record != null) {
      record.preempted();
    }
    return x.enabled.exchange(choice - 1, last);
  }
}
