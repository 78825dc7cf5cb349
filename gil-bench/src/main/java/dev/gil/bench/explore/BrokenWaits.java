package dev.gil.bench.explore;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/** Bugs to be found: threads that wait for each other, or for a signal that is spent. */
@SuppressWarnings({"WaitNotInLoop", "LockNotBeforeTry"}) // those are the bugs
final class BrokenWaits {
  private final Queue<Integer> slot = new ArrayDeque<>();
  private volatile boolean ready;
  private int amount = 1;

  private BrokenWaits() {}

  static void locksInTwoOrders() throws InterruptedException {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    Together.run(() -> nested(a, b), () -> nested(b, a));
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

  static void monitorsInTwoOrders() throws InterruptedException {
    BrokenWaits a = new BrokenWaits();
    BrokenWaits b = new BrokenWaits();
    Together.run(() -> move(a, b), () -> move(b, a));
    Together.expect(a.amount + b.amount == 2, "the total is " + (a.amount + b.amount));
  }

  private static void move(BrokenWaits from, BrokenWaits to) {
    synchronized (from) {
      synchronized (to) {
        from.amount--;
        to.amount++;
      }
    }
  }

  static void missedSignal() throws InterruptedException {
    BrokenWaits shared = new BrokenWaits();
    Together.run(
        () -> {
          if (!shared.ready) {
            synchronized (shared) {
              shared.wait();
            }
          }
        },
        () -> {
          shared.ready = true;
          synchronized (shared) {
            shared.notify();
          }
        });
  }

  private synchronized void put(int item) throws InterruptedException {
    while (!slot.isEmpty()) {
      wait();
    }
    slot.add(item);
    notify();
  }

  private synchronized void take() throws InterruptedException {
    while (slot.isEmpty()) {
      wait();
    }
    slot.remove();
    notify();
  }

  /** Producers and consumers wait in one set: a consumer's signal can wake the other consumer. */
  static void bufferThatNotifiesOne() throws InterruptedException {
    BrokenWaits buffer = new BrokenWaits();
    Together.run(
        buffer::take,
        buffer::take,
        () -> {
          buffer.put(1);
          buffer.put(2);
        });
  }
}
