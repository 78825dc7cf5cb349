package dev.gil.bench.virtual;

import dev.gil.bench.fork.Figures;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
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

  static void measure(int tasks) throws Exception {
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    try (GilExecutor pool = VirtualFork.open(tasks)) {
      for (int round = 0; round < ROUNDS; round++) {
        keepLeast(best, 0, mine(pool, tasks));
        keepLeast(best, 2, theirs(tasks));
      }
    }
    Figures.say("parked-memory", best[0]);
    Figures.say("parked-wake", best[1]);
    Figures.say("parked-memory-peer", best[2]);
    Figures.say("parked-wake-peer", best[3]);
  }

  private static void keepLeast(double[] best, int at, double... found) {
    best[at] = Math.min(best[at], found[0]);
    best[at + 1] = Math.min(best[at + 1], found[1]);
  }

  private static double[] mine(GilExecutor pool, int tasks) throws Exception {
    Thread[] threads = new Thread[tasks];
    CountDownLatch parked = new CountDownLatch(tasks);
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
              }));
    }
    parked.await();
    double memory = (double) (used() - before) / tasks;
    long start = System.nanoTime();
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    for (TaskFuture<?> future : futures) {
      future.get();
    }
    return new double[] {memory, (System.nanoTime() - start) / 1e3};
  }

  private static double[] theirs(int tasks) throws Exception {
    Thread[] threads = new Thread[tasks];
    CountDownLatch parked = new CountDownLatch(tasks);
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
    for (FutureTask<?> future : futures) {
      future.get();
    }
    return new double[] {memory, (System.nanoTime() - start) / 1e3};
  }

  private static long used() {
    System.gc();
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    return jvm.totalMemory() - jvm.freeMemory();
  }
}
