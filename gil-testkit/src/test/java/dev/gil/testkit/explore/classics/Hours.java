package dev.gil.testkit.explore.classics;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bodies about time and chance, and bodies that mean harm. */
@SuppressWarnings("WaitNotInLoop") // the time is what is waited for
final class Hours {
  private static final Object LOCK = new Object();

  private Hours() {}

  static void sleeps() {
    Instant begin = Instant.now();
    long nanos = System.nanoTime();
    Both.run(
        () -> Thread.sleep(Duration.ofMinutes(30)),
        () -> TimeUnit.HOURS.sleep(1),
        () -> {
          synchronized (LOCK) {
            LOCK.wait(Duration.ofMinutes(20).toMillis());
          }
        });
    Both.expect(Duration.between(begin, Instant.now()).equals(Duration.ofHours(1)), "an hour");
    Both.expect(System.nanoTime() - nanos == Duration.ofHours(1).toNanos(), "in nanoseconds");
  }

  static void timesOut() {
    CompletableFuture<String> never = new CompletableFuture<String>().orTimeout(1, TimeUnit.HOURS);
    try {
      never.join();
      throw new AssertionError("it ended");
    } catch (CompletionException e) {
      Both.expect(e.getCause() instanceof TimeoutException, "by " + e);
    }
  }

  static void waitsInsideTheJdk() {
    long begin = System.nanoTime();
    Both.run(
        () -> Both.expect(new LinkedBlockingQueue<>().poll(1, TimeUnit.HOURS) == null, "poll"),
        () -> Both.expect(!new CountDownLatch(1).await(1, TimeUnit.HOURS), "await"),
        () -> Both.expect(!new Semaphore(0).tryAcquire(1, TimeUnit.HOURS), "tryAcquire"));
    Both.expect(System.nanoTime() - begin == Duration.ofHours(1).toNanos(), "an hour");
  }

  /** Fails for one order only, if what it draws is the same each time. */
  static void draws() {
    int drawn = ThreadLocalRandom.current().nextInt() ^ new Random().nextInt();
    long random = Double.doubleToLongBits(Math.random());
    int hash = System.identityHashCode(new Object());
    int[] seen = new int[1];
    Both.run(() -> seen[0] = 1, () -> seen[0] = 2);
    Both.expect(seen[0] == 2, "drew " + drawn + ' ' + random + ' ' + hash);
  }

  static void exits() {
    System.exit(3);
  }

  static void spinsForever() {
    int[] turns = new int[1];
    while (turns[0] >= 0) {
      turns[0] = turns[0] == 0 ? 1 : 0;
    }
  }

  static void startsTenThousandThreads() {
    Thread[] threads = new Thread[10_000];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.ofVirtual().start(() -> {});
    }
  }

  static void countsInParallel() {
    long count = java.util.stream.IntStream.range(0, 3).parallel().filter(i -> i > 0).count();
    Both.expect(count == 2, "counted " + count);
  }

  static void leavesWhatEndsWithTheJvm() {
    CompletableFuture<String> never = new CompletableFuture<String>().orTimeout(1, TimeUnit.HOURS);
    CompletableFuture<Void> task = CompletableFuture.runAsync(() -> never.join());
    Thread daemon = new Thread(() -> never.join());
    daemon.setDaemon(true);
    daemon.start();
    Both.expect(!task.isCancelled(), "nobody cancels it");
  }

  static void streamsInParallel() {
    int sum = java.util.List.of(1, 2, 3).parallelStream().mapToInt(i -> i).sum();
    Both.expect(sum == 6, "sum is " + sum);
  }
}
