package dev.gil.testkit.explore.classics;

import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;

/** One slot; producers and consumers wait in one wait set. */
final class BoundedBuffer {
  private final ArrayDeque<Integer> items = new ArrayDeque<>();
  private final boolean notifiesAll;

  private BoundedBuffer(boolean notifiesAll) {
    this.notifiesAll = notifiesAll;
  }

  private synchronized void put(int item) throws InterruptedException {
    while (!items.isEmpty()) {
      wait();
    }
    items.add(item);
    wake();
  }

  private synchronized int take() throws InterruptedException {
    while (items.isEmpty()) {
      wait();
    }
    int item = items.remove();
    wake();
    return item;
  }

  private void wake() {
    if (notifiesAll) {
      notifyAll();
    } else {
      notify();
    }
  }

  private static void run(BoundedBuffer buffer) {
    Both.run(
        buffer::take,
        buffer::take,
        () -> {
          buffer.put(1);
          buffer.put(2);
        });
  }

  /** A signal meant for a producer can wake a consumer, which waits again. */
  static void broken() {
    run(new BoundedBuffer(false));
  }

  static void correct() {
    run(new BoundedBuffer(true));
  }

  static void correctQueue() {
    ArrayBlockingQueue<int[]> queue = new ArrayBlockingQueue<>(1);
    Both.run(
        () -> Both.expect(queue.take()[0] == 5, "not seen"),
        () -> {
          int[] item = new int[1];
          item[0] = 5;
          queue.put(item);
        });
  }
}
