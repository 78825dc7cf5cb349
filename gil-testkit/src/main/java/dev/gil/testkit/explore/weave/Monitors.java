package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.Site.Operation;
import dev.gil.testkit.explore.weave.Turns.Waiting;

/**
 * The monitors of woven code, modelled: the JVM would decide who is next, here the explorer does.
 *
 * <p>Whoever leaves a monitor lets all that want it try again; the first that is chosen gets it. A
 * notified thread is chosen among all that wait, so is a spurious wake-up where they are asked for.
 */
final class Monitors {
  private final WovenRun run;
  private boolean wakesSpuriously;

  Monitors(WovenRun run) {
    this.run = run;
  }

  void wakeSpuriously(boolean wakes) {
    wakesSpuriously = wakes;
  }

  void enter(Object object, int site) {
    run.point(Operation.ENTER, object, site);
    int me = run.turns.running();
    Monitor monitor = run.objects.of(object).monitor();
    if (monitor.owner == me) {
      monitor.depth++;
      return;
    }
    take(object, monitor, me);
    monitor.depth = 1;
    if (run.turns.isRecording()) {
      run.turns.observe("locks " + run.reports().name(object));
    }
  }

  private void take(Object object, Monitor monitor, int me) {
    while (monitor.owner != Monitor.NOBODY) {
      monitor.addEntrant(me);
      run.block(Waiting.MONITOR, object);
    }
    monitor.owner = me;
    run.turns.locked(object);
  }

  void exit(Object object) {
    int me = run.turns.running();
    Monitor monitor = run.objects.of(object).monitor();
    if (monitor.owner == me && --monitor.depth == 0) {
      leave(object, monitor);
    }
  }

  private void leave(Object object, Monitor monitor) {
    run.turns.unlocked(object);
    monitor.owner = Monitor.NOBODY;
    for (int next = monitor.takeEntrant(); next != Monitor.NOBODY; next = monitor.takeEntrant()) {
      run.turns.ready(next);
    }
  }

  boolean isHeld(Object object) {
    return run.objects.of(object).monitor().owner == run.turns.running();
  }

  /** Waits for a notification, at most {@code nanos} unless that is 0. */
  void await(Object object, long nanos, int site) throws InterruptedException {
    run.point(Operation.CALL, object, site);
    int me = run.turns.running();
    Monitor monitor = run.objects.of(object).monitor();
    mustHold(monitor, me);
    run.threads.throwIfInterrupted();
    int depth = monitor.depth;
    monitor.addWaiter(me);
    leave(object, monitor);
    if (wakesSpuriously && run.turns.choose(2) == 1) {
      monitor.removeWaiter(me);
    } else {
      run.threads.sleepIn(me, true);
      if (nanos == 0) {
        run.block(Waiting.WAIT, object);
      } else {
        run.turns.blockUntil(Waiting.WAIT, object, run.turns.now() + nanos);
      }
      run.threads.sleepIn(me, false);
    }
    boolean wasNotified = !monitor.removeWaiter(me);
    monitor.removeEntrant(me);
    take(object, monitor, me);
    monitor.depth = depth;
    if (!wasNotified) {
      run.threads.throwIfInterrupted();
    }
  }

  void signal(Object object, boolean all, int site) {
    run.point(Operation.CALL, object, site);
    Monitor monitor = run.objects.of(object).monitor();
    mustHold(monitor, run.turns.running());
    while (monitor.waiters() > 0) {
      int waiters = monitor.waiters();
      monitor.notifyWaiter(all || waiters == 1 ? 0 : run.turns.chooseAny(waiters));
      if (!all) {
        return;
      }
    }
  }

  private static void mustHold(Monitor monitor, int thread) {
    if (monitor.owner != thread) {
      throw new IllegalMonitorStateException("current thread is not owner");
    }
  }
}
