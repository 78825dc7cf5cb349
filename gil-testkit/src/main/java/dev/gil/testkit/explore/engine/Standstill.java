package dev.gil.testkit.explore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/** What to call a state in which nothing can run and somebody lives. */
final class Standstill {
  private Standstill() {}

  private static final String LOCKS = "java.util.concurrent.locks.Reentrant";

  /** The call that waits for such a lock whatever comes: no interrupt ends it, and no time. */
  private static final String WHATEVER_COMES = "lock";

  /**
   * Names it.
   *
   * @param outsideSeen whether threads from outside have woken actors before: then no claim is made
   *     that nobody will
   */
  static Fault judge(Execution x, boolean outsideSeen) {
    List<Actor> waiting = new ArrayList<>();
    for (int i = 0; i < x.actorCount(); i++) {
      if (x.actor(i).isAlive() && !x.actor(i).daemon) {
        waiting.add(x.actor(i));
      }
    }
    for (Actor actor : waiting) {
      List<Actor> cycle = cycle(x, actor, waiting.size());
      if (!cycle.isEmpty()) {
        return fault(Fault.Kind.DEADLOCK, "nobody can go on: ", cycle);
      }
    }
    @Nullable Actor outside = waitsOutside(waiting, outsideSeen);
    if (outside != null) {
      return fault(Fault.Kind.STUCK, "waits for something that is not controlled: ", waiting);
    }
    long onLocks = waiting.stream().filter(a -> waitsFor(a) == Operation.Wait.LOCK).count();
    boolean onSignals = waiting.stream().anyMatch(Standstill::waitsForSignal);
    boolean loose = waiting.stream().anyMatch(a -> waitsFor(a) == Operation.Wait.SIGNAL);
    if (onSignals || (loose && onLocks < 2)) {
      return fault(Fault.Kind.LOST_WAKEUP, "nobody is left to signal: ", waiting);
    }
    return fault(Fault.Kind.DEADLOCK, "nobody can go on: ", waiting);
  }

  static Fault leak(Execution x) {
    List<Actor> alive = new ArrayList<>();
    for (int i = 1; i < x.actorCount(); i++) {
      if (x.actor(i).isAlive() && !x.actor(i).daemon) {
        alive.add(x.actor(i));
      }
    }
    return new Fault(
        Fault.Kind.LEAKED_THREAD,
        "the body has returned and "
            + names(alive)
            + (alive.size() == 1 ? " still lives" : " still live")
            + ": join what it forks",
        null,
        null);
  }

  private static String names(List<Actor> actors) {
    StringJoiner text = new StringJoiner(", ");
    actors.stream().limit(5).forEach(a -> text.add(a.name()));
    return text + (actors.size() > 5 ? " and " + (actors.size() - 5) + " more" : "");
  }

  private static Fault fault(Fault.Kind kind, String what, List<Actor> actors) {
    StringJoiner text = new StringJoiner("; ");
    for (Actor actor : actors.subList(0, Math.min(8, actors.size()))) {
      text.add(describe(actor));
    }
    if (actors.size() > 8) {
      text.add("and " + (actors.size() - 8) + " more");
    }
    return new Fault(kind, what + text, null, null);
  }

  private static String describe(Actor actor) {
    StringBuilder text = new StringBuilder(actor.name());
    for (int i = 0; i < actor.holds(); i++) {
      text.append(i == 0 ? " holds " : ", ").append(Names.plain(actor.hold(i)));
    }
    text.append(actor.holds() == 0 ? " waits" : " and waits").append(" to ");
    text.append(actor.pending().words());
    Object object = actor.object();
    if (object != null) {
      text.append(actor.pending() == Operation.PARK ? " at " : " ").append(Names.plain(object));
      @Nullable Thread owner = Owners.of(object);
      if (owner != null) {
        text.append(", which ").append(owner.getName()).append(" holds");
      }
    }
    return text.toString();
  }

  private static List<Actor> cycle(Execution x, Actor from, int most) {
    List<Actor> path = new ArrayList<>();
    @Nullable Actor at = from;
    while (at != null && path.size() <= most) {
      path.add(at);
      at = waitsForWhom(x, at);
      if (at == from) {
        return path;
      }
    }
    return List.of();
  }

  private static @Nullable Actor waitsForWhom(Execution x, Actor actor) {
    Object object = actor.object();
    if (object == null) {
      return null;
    }
    if (object instanceof Actor joined && actor.pending() == Operation.JOIN) {
      return joined;
    }
    if (actor.pending() == Operation.PARK) {
      @Nullable Thread owner = Owners.of(object);
      return owner == null ? null : x.actorOf(owner);
    }
    if (actor.pending().waitsFor() != Operation.Wait.LOCK) {
      return null;
    }
    for (int i = 0; i < x.actorCount(); i++) {
      Actor other = x.actor(i);
      if (other.isAlive() && other.holdsLock(object)) {
        return other;
      }
    }
    return null;
  }

  /** What the wait is for, by the blocker where it is inside the JDK. */
  private static Operation.Wait waitsFor(Actor actor) {
    if (actor.pending() == Operation.PARK
        && actor.object() instanceof AbstractOwnableSynchronizer
        && actor.object().getClass().getName().startsWith(LOCKS)) {
      return Operation.Wait.LOCK;
    }
    return actor.pending().waitsFor();
  }

  /** Whether it waits in so many words for a signal: not just for a latch or a result. */
  private static boolean waitsForSignal(Actor actor) {
    return actor.pending() == Operation.WAIT
        || (actor.pending() == Operation.PARK
            && actor.object() instanceof java.util.concurrent.locks.Condition);
  }

  private static @Nullable Actor waitsOutside(List<Actor> waiting, boolean outsideSeen) {
    if (outsideSeen) {
      return waiting.getFirst();
    }
    for (Actor actor : waiting) {
      if (actor.is(Actor.State.PARKED)) {
        Object object = actor.object();
        @Nullable Thread owner = object == null ? null : Owners.of(object);
        boolean foreign = owner != null && actor.execution.actorOf(owner) == null;
        if (foreign || isAtMonitor(actor) || waitsForInput(actor)) {
          return actor;
        }
      }
    }
    return null;
  }

  /** Whether it parks until a file descriptor is ready, of which the JDK names no blocker. */
  private static boolean waitsForInput(Actor actor) {
    Thread thread = actor.thread();
    if (actor.object() != null || thread == null) {
      return false;
    }
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().startsWith("sun.nio.ch.")) {
        actor.execution.uncontrolled("waits for input or output");
        return true;
      }
    }
    return false;
  }

  /** A real monitor: who leaves it lets the JVM decide who is next, and when. */
  private static boolean isAtMonitor(Actor actor) {
    Thread thread = actor.thread();
    return thread != null && thread.isVirtual() && Fibers.waitsAtMonitor(thread);
  }

  /**
   * Whether actors wait for each other by locks that only they own and {@link #WHATEVER_COMES}:
   * nobody from outside can help them, nor save the execution.
   */
  private static boolean isForEver(Execution x) {
    for (int i = 0; i < x.actorCount(); i++) {
      Actor actor = x.actor(i);
      if (actor.isAlive() && !actor.daemon) {
        List<Actor> cycle = cycle(x, actor, x.actorCount());
        if (!cycle.isEmpty() && cycle.stream().allMatch(Standstill::waitsWhateverComes)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean waitsWhateverComes(Actor actor) {
    Thread thread = actor.thread();
    if (!actor.is(Actor.State.PARKED)) {
      return true; // it waits by the execution, which nobody from outside ends
    }
    if (thread == null) {
      return false;
    }
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals(WHATEVER_COMES) && frame.getClassName().startsWith(LOCKS)) {
        return true;
      }
    }
    return false;
  }

  /** Whether anybody waits in a way that a thread from outside could end. */
  static boolean mayBeWokenFromOutside(Execution x) {
    if (isForEver(x)) {
      return false;
    }
    if (x.outside.isSeen()) {
      return true;
    }
    for (int i = 0; i < x.actorCount(); i++) {
      if (x.actor(i).is(Actor.State.PARKED)) {
        return true;
      }
    }
    return false;
  }
}
