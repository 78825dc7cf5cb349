package dev.gil.bench.virtual;

import dev.gil.bench.fork.Figures;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * What a task costs that waits, its future included, and how long it takes until all have run on.
 * The peer: virtual threads of the JDK's scheduler, each with a FutureTask.
 */
final class Parked {
  private static final int ROUNDS = 3;

  private Parked() {}

  /** Of gil's tasks. */
  static void measure(int tasks) throws Exception {
    double[][] found = new double[ROUNDS][];
    try (GilExecutor pool = VirtualFork.open(tasks)) {
      for (int round = 0; round < ROUNDS; round++) {
        found[round] = mine(pool, tasks);
      }
    }
    say("", found);
  }

  /**
   * Of the peer's, in a process of its own: what one leaves behind must not count for the other.
   */
  static void measurePeer(int tasks) throws Exception {
    double[][] found = new double[ROUNDS][];
    for (int round = 0; round < ROUNDS; round++) {
      found[round] = theirs(tasks);
    }
    say("-peer", found);
  }

  /** The most that a task took, and the median of the times. */
  private static void say(String suffix, double[]... found) {
    Figures.say(
        "parked-memory" + suffix, Arrays.stream(found).mapToDouble(f -> f[0]).max().orElse(0));
    double[] times = Arrays.stream(found).mapToDouble(f -> f[1]).sorted().toArray();
    Figures.say("parked-wake" + suffix, times[times.length / 2]);
  }

  private static double[] mine(GilExecutor pool, int tasks) throws Exception {
    Thread[] threads = new Thread[tasks];
    CountDownLatch parked = new CountDownLatch(tasks);
    CountDownLatch woken = new CountDownLatch(tasks);
    long before = used();
    List<TaskFuture<?>> futures = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      int mine = i;
      futures.add(
          pool.run(
              gil -> {
                threads[mine] = Thread.currentThread();
                parked.countDown();
                LockSupport.park();
                woken.countDown();
              }));
    }
    parked.await();
    double memory = (double) (used() - before) / tasks;
    long start = System.nanoTime();
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    woken.await();
    for (TaskFuture<?> future : futures) {
      future.get();
    }
    return new double[] {memory, (System.nanoTime() - start) / 1e3};
  }

  private static double[] theirs(int tasks) throws Exception {
    Thread[] threads = new Thread[tasks];
    CountDownLatch parked = new CountDownLatch(tasks);
    CountDownLatch woken = new CountDownLatch(tasks);
    long before = used();
    List<FutureTask<?>> futures = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      int mine = i;
      FutureTask<?> task =
          new FutureTask<>(
              () -> {
                threads[mine] = Thread.currentThread();
                parked.countDown();
                LockSupport.park();
                woken.countDown();
                return null;
              });
      futures.add(task);
      Thread _ = Thread.ofVirtual().start(task);
    }
    parked.await();
    double memory = (double) (used() - before) / tasks;
    long start = System.nanoTime();
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    woken.await();
    for (FutureTask<?> future : futures) {
      future.get();
    }
    return new double[] {memory, (System.nanoTime() - start) / 1e3};
  }

  /** Bytes of heap in use, after a collection. */
  static long used() {
    System.gc();
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    return jvm.totalMemory() - jvm.freeMemory();
  }
}
