package dev.gil.testkit.explore.classics;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/** {@code count++} by two threads. */
@SuppressWarnings("NonAtomicVolatileUpdate") // that is the bug
final class LostUpdate {
  private static final AtomicIntegerFieldUpdater<LostUpdate> COUNT =
      AtomicIntegerFieldUpdater.newUpdater(LostUpdate.class, "volatileCount");

  private int count;
  private volatile int volatileCount;

  private LostUpdate() {}

  static void broken() {
    LostUpdate shared = new LostUpdate();
    Both.run(() -> shared.count++, () -> shared.count++);
    Both.expect(shared.count == 2, "count is " + shared.count);
  }

  static void brokenVolatile() {
    LostUpdate shared = new LostUpdate();
    Both.run(() -> shared.volatileCount++, () -> shared.volatileCount++);
    Both.expect(shared.volatileCount == 2, "count is " + shared.volatileCount);
  }

  private synchronized void increment() {
    count++;
  }

  static void correctByMonitor() {
    LostUpdate shared = new LostUpdate();
    Both.run(shared::increment, shared::increment);
    Both.expect(shared.count == 2, "count is " + shared.count);
  }

  static void correctByLock() {
    LostUpdate shared = new LostUpdate();
    ReentrantLock lock = new ReentrantLock();
    Both.Step step =
        () -> {
          lock.lock();
          try {
            shared.count++;
          } finally {
            lock.unlock();
          }
        };
    Both.run(step, step);
    Both.expect(shared.count == 2, "count is " + shared.count);
  }

  static void correctByStampedLock() {
    LostUpdate shared = new LostUpdate();
    StampedLock lock = new StampedLock();
    Both.Step step =
        () -> {
          long stamp = lock.writeLock();
          shared.count++;
          lock.unlockWrite(stamp);
        };
    Both.run(step, step);
    Both.expect(shared.count == 2, "count is " + shared.count);
  }

  static void correctByUpdater() {
    LostUpdate shared = new LostUpdate();
    Both.run(() -> COUNT.incrementAndGet(shared), () -> COUNT.incrementAndGet(shared));
    Both.expect(shared.volatileCount == 2, "count is " + shared.volatileCount);
  }

  static void correctByAdder() {
    LongAdder count = new LongAdder();
    Both.run(count::increment, count::increment);
    Both.expect(count.sum() == 2, "count is " + count);
  }
}
