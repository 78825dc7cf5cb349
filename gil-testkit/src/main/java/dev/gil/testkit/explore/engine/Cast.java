package dev.gil.testkit.explore.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All actors of an execution, in the order of their forking. The next execution has them again. */
final class Cast {
  private final Execution execution;
  private Actor[] actors = new Actor[4];
  private int size;
  private int alive;
  private int daemons; // of those alive

  Cast(Execution execution) {
    this.execution = execution;
    actors[0] = new Actor(execution, 0, "main");
  }

  void clear() {
    size = 0;
    alive = 0;
    daemons = 0;
  }

  /** The body's actor, also before there is a body. */
  Actor main() {
    return actors[0];
  }

  /**
   * Another actor, which can run once it has a thread.
   *
   * @param name null for T1, T2, ...
   */
  Actor add(@Nullable String name, Runnable task) {
    int index = size++;
    if (index == actors.length) {
      actors = Arrays.copyOf(actors, 2 * index);
    }
    Actor actor = actors[index];
    if (actor == null) {
      actor = new Actor(execution, index, "T" + index);
      actors[index] = actor;
    }
    alive++;
    actor.begin(name == null ? actor.defaultName() : name, task);
    return actor;
  }

  void isDaemon(Actor actor) {
    actor.daemon = true;
    daemons++;
  }

  void hasEnded(Actor actor) {
    actor.becomes(Actor.State.ENDED);
    alive--;
    if (actor.daemon) {
      daemons--;
    }
  }

  /** After all that lived were unwound. */
  void haveAllEnded() {
    alive = 0;
  }

  boolean isAnyAlive() {
    return alive != 0;
  }

  /** Whether the execution ends now: nobody lives but daemons. */
  boolean areOnlyDaemonsAlive() {
    return alive == daemons;
  }

  int size() {
    return size;
  }

  Actor get(int index) {
    return actors[index];
  }

  /** The actor whose thread this is; null if it is none of this execution's. */
  @Nullable Actor of(Thread thread) {
    for (int i = 0; i < size; i++) {
      if (actors[i].thread == thread) {
        return actors[i];
      }
    }
    return null;
  }

  List<String> names() {
    List<String> names = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      names.add(actors[i].name());
    }
    return names;
  }
}
