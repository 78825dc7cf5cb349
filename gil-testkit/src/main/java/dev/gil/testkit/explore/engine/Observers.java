package dev.gil.testkit.explore.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All that hear of an execution, as one. */
final class Observers implements Observer {
  private Observer[] all = new Observer[0];

  void add(Observer observer) {
    all = Arrays.copyOf(all, all.length + 1);
    all[all.length - 1] = observer;
  }

  @Override
  public void begins(Execution execution) {
    for (Observer one : all) {
      one.begins(execution);
    }
  }

  @Override
  public void ends(Execution execution) {
    for (Observer one : all) {
      one.ends(execution);
    }
  }

  @Override
  public void forked(Actor parent, Actor child) {
    for (Observer one : all) {
      one.forked(parent, child);
    }
  }

  @Override
  public void joined(Actor parent, Actor child) {
    for (Observer one : all) {
      one.joined(parent, child);
    }
  }

  @Override
  public void woke(@Nullable Actor by, Actor whom) {
    for (Observer one : all) {
      one.woke(by, whom);
    }
  }

  @Override
  public void acquired(Actor actor, Object lock) {
    for (Observer one : all) {
      one.acquired(actor, lock);
    }
  }

  @Override
  public void released(Actor actor, Object lock) {
    for (Observer one : all) {
      one.released(actor, lock);
    }
  }

  @Override
  public void ended(Actor actor) {
    for (Observer one : all) {
      one.ended(actor);
    }
  }
}
