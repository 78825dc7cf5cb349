package dev.gil.testkit.explore.engine;

import org.jspecify.annotations.Nullable;

/** What the JDK says of actors' threads, without their having said it to the execution. */
final class Signals {
  private final Execution execution;
  private boolean yielded;

  Signals(Execution execution) {
    this.execution = execution;
  }

  /** An actor is about to be mounted. */
  void mounts() {
    yielded = false;
  }

  /** Whether the actor that was mounted last has yielded by itself. */
  boolean hasYielded() {
    return yielded;
  }

  /** The actor's thread can run: it was started, unparked, or has yielded. Thread-safe. */
  void submitted(Actor actor) {
    Thread me = Thread.currentThread();
    Thread driver = execution.driver.thread();
    Actor running = execution.running;
    if (me != driver && me != running.thread) {
      execution.outside.wakes(actor);
      return;
    }
    if (execution.over) {
      return;
    }
    if (actor.is(Actor.State.PARKED)) {
      execution.enables(actor);
      execution.observers.woke(me == running.thread ? running : null, actor);
    } else if (actor == running && me == driver && actor.is(Actor.State.RUNNING)) {
      yielded = true;
    }
  }

  /** Code of an actor has started a virtual thread by itself. */
  void started(Thread thread) {
    Actor parent = execution.running;
    if (execution.over || Thread.currentThread() != parent.thread) {
      execution.unwinding.strays(thread);
      return;
    }
    String name = thread.getName();
    Actor child = execution.cast.add(name.isEmpty() ? null : name, () -> {});
    child.adopted = true;
    child.thread = thread;
    Fibers.replaceSubmitted(thread, child);
    thread.setUncaughtExceptionHandler((_, thrown) -> execution.ends.thrown(child, thrown));
    execution.enabled.add(child);
    execution.observers.forked(parent, child);
  }

  /** A switch was chosen and could not be made: the thread is pinned to its carrier. */
  void pinned(Actor me) {
    if (execution.over) {
      return;
    }
    execution.uncontrolled(
        "switches not made since a thread was pinned, as in a class initialiser");
    @Nullable Actor chosen = execution.next;
    me.becomes(Actor.State.RUNNING);
    if (chosen == null) {
      execution.fail(Ends.pinned(me));
      return;
    }
    execution.next = null;
    execution.enables(chosen);
    execution.enabled.take(execution.enabled.indexOf(me));
  }
}
