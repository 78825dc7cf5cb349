package dev.gil.bench.explore;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Bugs to be found, one of a kind. */
@SuppressWarnings("LockNotBeforeTry") // nothing is done while it is held
final class Found {
  private int count;

  private Found() {}

  private static void both(Runnable first, Runnable second) throws InterruptedException {
    Thread a = new Thread(first);
    Thread b = new Thread(second);
    a.start();
    b.start();
    a.join();
    b.join();
  }

  private static void expectTwo(int count) {
    if (count != 2) {
      throw new AssertionError("count is " + count);
    }
  }

  static void lostUpdate() throws InterruptedException {
    Found shared = new Found();
    both(() -> shared.count++, () -> shared.count++);
    expectTwo(shared.count);
  }

  static void getAndSet() throws InterruptedException {
    AtomicInteger count = new AtomicInteger();
    Runnable step = () -> count.set(count.get() + 1);
    both(step, step);
    expectTwo(count.get());
  }

  static void checkThenAct() throws InterruptedException {
    ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
    Runnable step = () -> map.put("key", map.getOrDefault("key", 0) + 1);
    both(step, step);
    expectTwo(map.getOrDefault("key", 0));
  }

  static void deadlock() throws InterruptedException {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    both(() -> nested(a, b), () -> nested(b, a));
  }

  private static void nested(ReentrantLock outer, ReentrantLock inner) {
    outer.lock();
    try {
      inner.lock();
      inner.unlock();
    } finally {
      outer.unlock();
    }
  }
}
