package dev.gil.testkit.explore.classics;

import java.util.concurrent.locks.ReentrantLock;

/** Two locks, taken in two orders. */
@SuppressWarnings("LockNotBeforeTry") // nothing is done while it is held
final class Deadlock {
  private Deadlock() {}

  private static void both(ReentrantLock first, ReentrantLock second) {
    first.lock();
    try {
      second.lock();
      second.unlock();
    } finally {
      first.unlock();
    }
  }

  static void brokenLocks() {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    Both.run(() -> both(a, b), () -> both(b, a));
  }

  static void correctLocks() {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    Both.run(() -> both(a, b), () -> both(a, b));
  }

  static void brokenMonitors() {
    int[] a = {1};
    int[] b = {1};
    Both.run(() -> move(a, b), () -> move(b, a));
    Both.expect(a[0] + b[0] == 2, "the total is " + (a[0] + b[0]));
  }

  static void correctMonitors() {
    int[] a = {1};
    int[] b = {1};
    Both.run(() -> move(a, b), () -> move(a, b));
    Both.expect(a[0] + b[0] == 2, "the total is " + (a[0] + b[0]));
  }

  private static void move(int[] from, int[] to) {
    synchronized (from) {
      synchronized (to) {
        from[0]--;
        to[0]++;
      }
    }
  }
}
