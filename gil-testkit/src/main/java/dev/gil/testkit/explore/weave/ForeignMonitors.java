package dev.gil.testkit.explore.weave;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The monitors of woven code where no exploration runs: in a test's set-up, or on a thread that is
 * not explored. Woven code has no monitor instructions left, so a lock stands in for each.
 *
 * <p>Held by weak identity, so that an object takes its lock along. Thread-safe.
 */
final class ForeignMonitors {
  private static final WeakIdentityMap<Stand> STANDS = new WeakIdentityMap<>(Stand::new);

  private ForeignMonitors() {}

  static void enter(Object object) {
    STANDS.of(object).lock.lock();
  }

  static void exit(Object object) {
    STANDS.of(object).lock.unlock();
  }

  @SuppressWarnings("WaitNotInLoop") // the loop is in the code that called wait
  static void await(Object object, long nanos) throws InterruptedException {
    Condition condition = STANDS.of(object).condition;
    if (nanos == 0) {
      condition.await();
    } else {
      condition.await(nanos, TimeUnit.NANOSECONDS);
    }
  }

  static void signal(Object object, boolean all) {
    Condition condition = STANDS.of(object).condition;
    if (all) {
      condition.signalAll();
    } else {
      condition.signal();
    }
  }

  static boolean isHeld(Object object) {
    return STANDS.of(object).lock.isHeldByCurrentThread();
  }

  private static final class Stand {
    final ReentrantLock lock = new ReentrantLock();
    final Condition condition = lock.newCondition();
  }
}
