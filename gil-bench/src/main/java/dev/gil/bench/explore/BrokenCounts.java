package dev.gil.bench.explore;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Bugs to be found: steps that are atomic, or not even that, and together are not. */
final class BrokenCounts {
  private int count;
  private int users = 2;
  private volatile boolean isFreed;
  private final AtomicInteger retained = new AtomicInteger(1);

  private BrokenCounts() {}

  static void lostUpdate() throws InterruptedException {
    BrokenCounts shared = new BrokenCounts();
    Together.run(() -> shared.count++, () -> shared.count++);
    Together.expect(shared.count == 2, "count is " + shared.count);
  }

  static void getAndSet() throws InterruptedException {
    AtomicInteger count = new AtomicInteger();
    Together.Step step = () -> count.set(count.get() + 1);
    Together.run(step, step);
    Together.expect(count.get() == 2, "count is " + count);
  }

  static void checkThenAct() throws InterruptedException {
    ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
    Together.Step step = () -> map.put("key", map.getOrDefault("key", 0) + 1);
    Together.run(step, step);
    Together.expect(map.getOrDefault("key", 0) == 2, "counted " + map);
  }

  private void leave() {
    users = users - 1;
    if (users == 0) {
      Together.expect(!isFreed, "freed twice");
      isFreed = true;
    }
  }

  static void plainReferenceCount() throws InterruptedException {
    BrokenCounts shared = new BrokenCounts();
    Together.run(shared::leave, shared::leave);
    Together.expect(shared.isFreed, "never freed");
  }

  private void release() {
    if (retained.decrementAndGet() == 0) {
      isFreed = true;
    }
  }

  static void retainAfterZero() throws InterruptedException {
    BrokenCounts shared = new BrokenCounts();
    Together.run(
        shared::release,
        () -> {
          if (shared.retained.get() > 0) {
            shared.retained.incrementAndGet();
            Together.expect(!shared.isFreed, "used after it was freed");
            shared.release();
          }
        });
  }
}
