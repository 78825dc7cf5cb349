package dev.gil.testkit.explore.engine;

import org.jspecify.annotations.Nullable;

/**
 * Who waits for whose end. An actor that waits for several is in the list of one that lives, and
 * moves on to the next when that ends: it is woken once, however many it waits for.
 */
final class Joins {
  private final Execution execution;

  Joins(Execution execution) {
    this.execution = execution;
  }

  void await(Actor me, Actor[] awaited) {
    @Nullable Actor first = firstAlive(awaited);
    if (first != null) {
      me.site = 0;
      me.joins = awaited;
      while (first != null) {
        list(first, me);
        execution.block(Operation.JOIN, first);
        first = firstAlive(awaited);
      }
      me.joins = null;
    }
    for (Actor actor : awaited) {
      execution.observers.joined(me, actor);
    }
  }

  /** False if the actor still lives at the deadline. */
  boolean awaitUntil(Actor me, Actor awaited, long deadlineNanos) {
    me.site = 0;
    while (!awaited.is(Actor.State.ENDED) && execution.now() < deadlineNanos) {
      list(awaited, me);
      if (!execution.blockUntil(Operation.JOIN, awaited, deadlineNanos)) {
        strike(awaited, me);
      }
    }
    if (!awaited.is(Actor.State.ENDED)) {
      return false;
    }
    execution.observers.joined(me, awaited);
    return true;
  }

  /** Lets those go on that waited for this one alone. */
  void ended(Actor actor) {
    for (Actor joiner = actor.joiner; joiner != null; ) {
      Actor after = joiner.nextJoiner;
      endedFor(joiner);
      joiner = after;
    }
  }

  private void endedFor(Actor joiner) {
    Actor[] all = joiner.joins;
    @Nullable Actor other = all == null ? null : firstAlive(all);
    if (other == null) {
      joiner.nextJoiner = null;
      execution.ready(joiner);
    } else {
      list(other, joiner);
      joiner.object = other;
    }
  }

  private static @Nullable Actor firstAlive(Actor[] actors) {
    for (Actor actor : actors) {
      if (!actor.is(Actor.State.ENDED)) {
        return actor;
      }
    }
    return null;
  }

  private static void list(Actor of, Actor joiner) {
    joiner.nextJoiner = of.joiner;
    of.joiner = joiner;
  }

  private static void strike(Actor of, Actor joiner) {
    if (of.joiner == joiner) {
      of.joiner = joiner.nextJoiner;
      return;
    }
    for (Actor a = of.joiner; a != null; a = a.nextJoiner) {
      if (a.nextJoiner == joiner) {
        a.nextJoiner = joiner.nextJoiner;
        return;
      }
    }
  }
}
