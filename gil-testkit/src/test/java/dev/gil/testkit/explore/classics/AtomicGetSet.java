package dev.gil.testkit.explore.classics;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Each step is atomic, both together are not. */
final class AtomicGetSet {
  private AtomicGetSet() {}

  static void broken() {
    AtomicInteger count = new AtomicInteger();
    Both.Step step = () -> count.set(count.get() + 1);
    Both.run(step, step);
    Both.expect(count.get() == 2, "count is " + count);
  }

  static void correct() {
    AtomicInteger count = new AtomicInteger();
    Both.run(count::incrementAndGet, count::incrementAndGet);
    Both.expect(count.get() == 2, "count is " + count);
  }

  static void correctBySemaphore() {
    AtomicInteger count = new AtomicInteger();
    int[] plain = new int[1];
    Semaphore one = new Semaphore(1);
    Both.Step step =
        () -> {
          one.acquire();
          count.set(count.get() + 1);
          plain[0]++;
          one.release();
        };
    Both.run(step, step);
    Both.expect(count.get() == 2 && plain[0] == 2, "count is " + count);
  }
}
