package dev.gil.testkit.explore.classics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Work handed to others: what they did is seen by whoever waits for it. */
@SuppressWarnings("LockNotBeforeTry") // one read is done while it is held
final class Pools {
  private int value;

  private Pools() {}

  static void correctSubmit() throws Exception {
    Pools shared = new Pools();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Future<Integer> first = pool.submit(() -> shared.value = 3);
      first.get();
      Future<?> second = pool.submit(() -> shared.value++);
      second.get();
      Both.expect(shared.value == 4, "value is " + shared.value);
    }
  }

  static void brokenSubmit() throws Exception {
    Pools shared = new Pools();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Future<?> first = pool.submit(() -> shared.value++);
      Future<?> second = pool.submit(() -> shared.value++);
      first.get();
      second.get();
    }
    Both.expect(shared.value == 2, "value is " + shared.value);
  }

  static void correctFutures() {
    Pools shared = new Pools();
    int sum =
        CompletableFuture.supplyAsync(() -> shared.value = 3)
            .thenCombineAsync(CompletableFuture.supplyAsync(() -> 4), Integer::sum)
            .join();
    Both.expect(sum + shared.value == 10, "sum is " + sum);
  }

  static void correctReadWrite() {
    Pools shared = new Pools();
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Both.Step step =
        () -> {
          lock.readLock().lock();
          int before = shared.value;
          lock.readLock().unlock();
          lock.writeLock().lock();
          try {
            shared.value = Math.max(shared.value, before + 1);
          } finally {
            lock.writeLock().unlock();
          }
        };
    Both.run(step, step);
    Both.expect(shared.value > 0, "value is " + shared.value);
  }
}
