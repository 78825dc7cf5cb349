package dev.gil.testkit.explore.engine;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How actors end, and by which of them, or by which fault, the execution does. */
final class Ends {
  private final Execution execution;
  private Set<Fault.Kind> detected = EnumSet.allOf(Fault.Kind.class);
  private @Nullable Fault fault;

  Ends(Execution execution) {
    this.execution = execution;
  }

  void begins() {
    fault = null;
  }

  /** Which faults count; others end an execution in silence, but for leaks, which are let be. */
  void detects(Set<Fault.Kind> kinds) {
    detected = EnumSet.noneOf(Fault.Kind.class);
    detected.addAll(kinds);
  }

  /** What the execution ended by; null if it is not over, or nothing went wrong. */
  @Nullable Fault fault() {
    return fault;
  }

  /** The whole life of an actor's thread. */
  void live(Actor me) {
    try {
      Objects.requireNonNull(me.task).run();
    } catch (Abandoned _) {
      // the execution is over
    } catch (Throwable thrown) {
      thrown(me, thrown);
    }
    ended(me);
  }

  void thrown(Actor me, Throwable thrown) {
    if (!execution.over && !(thrown instanceof Abandoned)) {
      end(Thrown.fault(me, thrown));
    }
  }

  void ended(Actor me) {
    if (me.is(Actor.State.ENDED)) {
      return;
    }
    execution.cast.hasEnded(me);
    if (execution.over) {
      return;
    }
    me.does(Operation.END, null, 0);
    execution.done(me, Operation.END, 0);
    if (me.holds() != 0 && detected.contains(Fault.Kind.LEAKED_HOLD)) {
      end(leakedHold(me));
      return;
    }
    execution.joins.ended(me);
    execution.observers.ended(me);
    if (execution.cast.areOnlyDaemonsAlive()) {
      end(null);
    } else if (me.index == 0 && detected.contains(Fault.Kind.LEAKED_THREAD)) {
      end(Standstill.leak(execution));
    }
  }

  /** The execution is over, by a fault. */
  void end(@Nullable Fault by) {
    if (!execution.over) {
      execution.over = true;
      fault = by != null && detected.contains(by.kind()) ? by : null;
    }
  }

  private static Fault leakedHold(Actor me) {
    return new Fault(
        Fault.Kind.LEAKED_HOLD,
        me.name() + " ended and still holds " + Names.plain(me.hold(0)),
        null,
        me.name());
  }

  static Fault livelock(Actor me, int steps) {
    return new Fault(
        Fault.Kind.LIVELOCK,
        me.name()
            + " still runs after "
            + steps
            + " steps of this execution, last: "
            + me.pending().words()
            + (me.object == null ? "" : " " + Names.plain(me.object)),
        null,
        me.name());
  }

  static Fault pinned(Actor me) {
    return new Fault(
        Fault.Kind.STUCK,
        me.name()
            + " has to wait ("
            + me.pending().words()
            + ") and is pinned to its carrier, as in a class initialiser",
        null,
        me.name());
  }
}
