package dev.gil.cluster.redis;

import java.util.concurrent.Semaphore;

/** How many more tasks a member has threads for. Thread-safe. */
final class Places {
  private final Semaphore free;

  Places(int threads) {
    this.free = new Semaphore(threads);
  }

  /** Waits for one, and takes all there are. */
  int take() throws InterruptedException {
    free.acquire();
    return 1 + free.drainPermits();
  }

  void giveBack(int count) {
    free.release(count);
  }
}
