package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.engine.Actor;
import dev.gil.testkit.explore.engine.Execution;
import dev.gil.testkit.explore.engine.Fault;
import dev.gil.testkit.explore.engine.Observer;
import dev.gil.testkit.explore.engine.Operation;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link Turns} by an {@link Execution}, whose actors are the threads. */
final class EngineTurns implements Turns, Observer {
  private final Execution execution;
  private @Nullable WovenRun run;
  private @Nullable Actor[] actors = new @Nullable Actor[8];

  EngineTurns(Execution execution) {
    this.execution = execution;
    execution.observer(this);
  }

  void serve(WovenRun woven) {
    run = woven;
  }

  private WovenRun run() {
    return Objects.requireNonNull(run);
  }

  @Override
  public void begins(Execution begun) {
    run().begin();
    run().forked(-1, 0);
  }

  @Override
  public void forked(Actor parent, Actor child) {
    note(parent);
    note(child);
    run().forked(parent.index(), child.index());
  }

  private void note(Actor actor) {
    int index = actor.index();
    if (index >= actors.length) {
      actors = Arrays.copyOf(actors, Math.max(index + 1, actors.length * 2));
    }
    actors[index] = actor;
  }

  @Override
  public void joined(Actor parent, Actor child) {
    run().joined(parent.index(), child.index());
  }

  @Override
  public void acquired(Actor actor, Object lock) {
    WovenRun woven = run();
    if (woven.clocks != null) {
      woven.acquireFrom(woven.objects.of(lock).clock);
    }
  }

  @Override
  public void released(Actor actor, Object lock) {
    WovenRun woven = run();
    if (woven.clocks != null) {
      woven.releaseTo(woven.objects.of(lock).clock);
    }
  }

  @Override
  public boolean isRunning(Thread thread) {
    return execution.self().thread() == thread;
  }

  @Override
  public int running() {
    return execution.self().index();
  }

  @Override
  public void point(Site.Operation operation, @Nullable Object object, int site) {
    execution.point(operation.engine(), object, Sites.at(site).number());
  }

  @Override
  public void block(Waiting why, @Nullable Object on) {
    note(execution.self());
    execution.block(operation(why), on);
  }

  @Override
  public void blockUntil(Waiting why, @Nullable Object on, long deadline) {
    note(execution.self());
    execution.blockUntil(operation(why), on, deadline);
  }

  private static Operation operation(Waiting why) {
    return switch (why) {
      case MONITOR -> Operation.ENTER;
      case WAIT -> Operation.WAIT;
      case JOIN -> Operation.JOIN;
      case SLEEP -> Operation.SLEEP;
      case TASK -> Operation.PARK;
    };
  }

  @Override
  public void ready(int thread) {
    execution.ready(Objects.requireNonNull(actors[thread]));
  }

  @Override
  public int choose(int alternatives) {
    return execution.choose(alternatives);
  }

  @Override
  public int chooseAny(int alternatives) {
    return execution.chooseAny(alternatives);
  }

  @Override
  public int fork(String name, Runnable body, boolean isDaemon) {
    Actor child = execution.fork(name.isEmpty() ? null : name, body, isDaemon);
    note(child);
    return child.index();
  }

  @Override
  public Thread thread(int thread) {
    return Objects.requireNonNull(Objects.requireNonNull(actors[thread]).thread());
  }

  @Override
  public int numberOf(Thread thread) {
    for (Actor actor : actors) {
      if (actor != null && actor.thread() == thread) {
        return actor.index();
      }
    }
    return -1;
  }

  @Override
  public Object actor(int thread) {
    return Objects.requireNonNull(actors[thread]);
  }

  @Override
  public String name(int thread) {
    return Objects.requireNonNull(actors[thread]).name();
  }

  @Override
  public void locked(Object lock) {
    execution.acquired(lock);
  }

  @Override
  public void unlocked(Object lock) {
    execution.released(lock);
  }

  @Override
  public long now() {
    return execution.now();
  }

  @Override
  public void uncontrolled(String what) {
    execution.uncontrolled(what);
  }

  @Override
  public void raced(String message) {
    execution.fail(Fault.Kind.DATA_RACE, message);
  }

  @Override
  public void exited(String message) {
    execution.fail(Fault.Kind.EXIT, message);
  }

  @Override
  public boolean isRecording() {
    return execution.isRecording();
  }

  @Override
  public String nameOf(Object object) {
    return execution.nameOf(object);
  }

  @Override
  public void observe(String what) {
    execution.observe(what);
  }
}
