package dev.gil;

import dev.gil.internal.log.Log;
import dev.gil.trace.LockListener;
import java.util.List;

/**
 * Tells a listener what happened; a listener that fails is logged and never harms the thread that
 * held the lock.
 */
final class Listeners {
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

  /** Waited for a place until {@code began}, 0 for not at all, and then ran a kernel. */
  static void ranKernel(
      LockListener listener, String lock, Thread thread, long from, long began, long to) {
    try {
      if (began != 0) {
        listener.detached(lock, thread, from, began);
      }
      listener.ranKernel(lock, thread, began == 0 ? from : began, to);
    } catch (Throwable e) {
      failed(lock, e);
    }
  }

  static void starving(
      LockListener listener,
      String lock,
      Thread thread,
      long since,
      long noticed,
      List<StackTraceElement> stack) {
    try {
      listener.starving(lock, thread, since, noticed, stack);
    } catch (Throwable e) {
      failed(lock, e);
    }
  }

  static void starved(
      LockListener listener,
      String lock,
      Thread thread,
      LockSnapshot.Starvation starvation,
      long to) {
    try {
      listener.starved(
          lock,
          thread,
          to - starvation.stretch().toNanos(),
          to,
          starvation.stackDuring(),
          starvation.stackAtEnd());
    } catch (Throwable e) {
      failed(lock, e);
    }
  }

  private static void failed(String lock, Throwable e) {
    Log.gil()
        .log(
            System.Logger.Level.WARNING,
            "the listener of " + lock + " threw; its event is lost",
            e);
  }
}
