package dev.gil;

import dev.gil.trace.LockListener;

/**
 * Tells a listener what happened; a listener that fails is logged and never harms the thread that
 * held the lock.
 */
final class Listeners {
  private static final System.Logger LOG = System.getLogger("dev.gil");

  private Listeners() {}

  static void report(
      LockListener listener,
      String lock,
      Thread thread,
      long waited,
      long from,
      long to,
      boolean handedOver) {
    try {
      if (waited != 0) {
        listener.waited(lock, thread, waited, from);
      }
      listener.held(lock, thread, from, to, handedOver);
    } catch (Throwable e) {
      failed(lock, e);
    }
  }

  static void detached(LockListener listener, String lock, Thread thread, long from, long to) {
    try {
      listener.detached(lock, thread, from, to);
    } catch (Throwable e) {
      failed(lock, e);
    }
  }

  static void starved(
      LockListener listener, String lock, Thread thread, LockSnapshot.Starvation starvation) {
    try {
      listener.starved(lock, thread, starvation.stretch(), starvation.stackAtEnd());
    } catch (Throwable e) {
      failed(lock, e);
    }
  }

  private static void failed(String lock, Throwable e) {
    LOG.log(
        System.Logger.Level.WARNING, "the listener of " + lock + " threw; its event is lost", e);
  }
}
