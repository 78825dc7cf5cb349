package dev.gil.testkit.explore;

import dev.gil.testkit.explore.engine.Actor;
import dev.gil.testkit.explore.engine.Execution;

/** A thread that {@link Interleavings#fork} started. For the threads of its execution. */
public final class Forked {
  private final Execution execution;
  private final Actor actor;

  Forked(Execution execution, Actor actor) {
    this.execution = execution;
    this.actor = actor;
  }

  /** Waits for the thread to end, uninterruptibly. */
  public void join() {
    execution.join(actor);
  }

  /**
   * Whether the thread has yet to end.
   *
   * @return false once it has
   */
  public boolean isAlive() {
    return actor.isAlive();
  }

  /** Interrupts the thread. */
  public void interrupt() {
    execution.interrupt(actor);
  }

  /**
   * What reports call the thread.
   *
   * @return its name
   */
  public String name() {
    return actor.name();
  }

  Actor actor() {
    return actor;
  }

  @Override
  public String toString() {
    return actor.name();
  }
}
