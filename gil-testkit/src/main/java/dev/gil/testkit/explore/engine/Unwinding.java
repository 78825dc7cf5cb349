package dev.gil.testkit.explore.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of actors that live when the execution is over: an error unwinds each once, so that
 * it gives up what it holds. One that does not listen is never run again.
 */
final class Unwinding {
  /** How often code that is unwound may pass points, to clean up, before it is told again. */
  private static final int CLEANING = 256;

  private static final int TOLD = 2 * CLEANING;

  private final Execution execution;
  private final List<Thread> strays = new ArrayList<>();

  Unwinding(Execution execution) {
    this.execution = execution;
  }

  /** A thread that was started when the execution was over: it will not run. */
  void strays(Thread thread) {
    strays.add(thread);
  }

  /** Tells the running actor that the execution is over; returns while it cleans up. */
  void tell(Actor me) {
    int times = me.unwound++;
    if (times == 0 || (times >= CLEANING && times < TOLD)) {
      throw new Abandoned();
    }
    while (times >= TOLD) {
      me.becomes(Actor.State.BLOCKED);
      execution.carrier().giveBack(me); // for good: it does not listen
    }
  }

  /** By the driver: nothing of the execution is left behind. */
  void all() {
    Cast cast = execution.cast;
    if (!cast.isAnyAlive() && strays.isEmpty()) {
      return;
    }
    for (int i = cast.size() - 1; i >= 0; i--) {
      Actor actor = cast.get(i);
      Thread thread = actor.thread;
      if (!actor.is(Actor.State.ENDED) && thread != null) {
        unwind(actor, thread);
        actor.becomes(Actor.State.ENDED);
      }
    }
    cast.haveAllEnded();
    for (Thread stray : strays) {
      Fibers.forget(stray);
    }
    strays.clear();
  }

  private void unwind(Actor actor, Thread thread) {
    Carrier carrier = execution.carrier();
    boolean started = actor.pending() != Operation.START;
    for (int tries = 0; started && tries < 3 && !carrier.hasEnded(actor); tries++) {
      if (actor.is(Actor.State.PARKED)) {
        thread.interrupt();
      }
      execution.running = actor;
      carrier.run(actor);
    }
    if (!carrier.hasEnded(actor)) {
      carrier.forget(actor);
    }
  }
}
