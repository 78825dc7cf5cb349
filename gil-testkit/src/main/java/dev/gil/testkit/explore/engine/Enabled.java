package dev.gil.testkit.explore.engine;

import java.util.Arrays;

/** The actors that could run and do not, in the order of their forking. */
final class Enabled {
  private Actor[] actors = new Actor[8];
  private int size;

  int size() {
    return size;
  }

  Actor get(int at) {
    return actors[at];
  }

  /** Where an actor is that is among them. */
  int indexOf(Actor actor) {
    int at = 0;
    while (actors[at] != actor) {
      at++;
    }
    return at;
  }

  void clear() {
    size = 0;
  }

  void add(Actor actor) {
    if (size == actors.length) {
      actors = Arrays.copyOf(actors, 2 * size);
    }
    int at = size;
    while (at > 0 && actors[at - 1].index > actor.index) {
      actors[at] = actors[at - 1];
      at--;
    }
    actors[at] = actor;
    size++;
  }

  Actor take(int at) {
    Actor taken = actors[at];
    size--;
    System.arraycopy(actors, at + 1, actors, at, size - at);
    return taken;
  }

  /** Puts one in the place of another, which is taken out; cheaper than both where order allows. */
  Actor exchange(int at, Actor in) {
    Actor taken = actors[at];
    int i = at;
    while (i > 0 && actors[i - 1].index > in.index) {
      actors[i] = actors[i - 1];
      i--;
    }
    while (i < size - 1 && actors[i + 1].index < in.index) {
      actors[i] = actors[i + 1];
      i++;
    }
    actors[i] = in;
    return taken;
  }
}
