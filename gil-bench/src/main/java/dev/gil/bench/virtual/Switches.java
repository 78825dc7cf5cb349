package dev.gil.bench.virtual;

import dev.gil.GlobalLock;
import dev.gil.bench.fork.Figures;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * Two threads that yield to each other, threads that are started and end, and two that compute and
 * are asked to give way all the time. The first two are the same code on both schedulers: threads
 * that a virtual thread starts take its scheduler.
 */
final class Switches {
  private static final int ROUNDS = 9;
  private static final int BATCH = 1_000;

  private Switches() {}

  /** A measurement made by a virtual thread of whichever scheduler. */
  private interface Measurement {
    double measure() throws InterruptedException;
  }

  static void measure(int size) throws Exception {
    try (GilExecutor pool = VirtualFork.open(BATCH)) {
      alternate("yield", pool, () -> yields(size));
      alternate("spawn", pool, () -> starts(size / 2));
    }
    Figures.say(
        "hand-offs-virtual", handOffs(Duration.ofMillis(size < 1_000_000 ? 50 : 200).toNanos()));
  }

  private static void alternate(String name, GilExecutor pool, Measurement m) throws Exception {
    double[] mine = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      mine[i] = pool.submit(gil -> m.measure()).get();
      theirs[i] = onDefault(m);
    }
    Figures.say(name, median(mine));
    Figures.say(name + "-peer", median(theirs));
  }

  private static double onDefault(Measurement m) throws InterruptedException {
    double[] result = new double[1];
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result[0] = m.measure();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })
        .join();
    return result[0];
  }

  private static double median(double... figures) {
    double[] warm = Arrays.copyOfRange(figures, 2, figures.length);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  @SuppressWarnings("ThreadPriorityCheck") // what is measured
  private static double yields(int times) throws InterruptedException {
    Runnable yielding =
        () -> {
          for (int i = 0; i < times; i++) {
            Thread.yield();
          }
        };
    long start = System.nanoTime();
    Thread other = Thread.ofVirtual().start(yielding);
    yielding.run();
    other.join();
    return (System.nanoTime() - start) / (2.0 * times);
  }

  private static double starts(int times) throws InterruptedException {
    long start = System.nanoTime();
    for (int batch = 0; batch < times / BATCH; batch++) {
      CountDownLatch ended = new CountDownLatch(BATCH);
      for (int i = 0; i < BATCH; i++) {
        Thread _ = Thread.ofVirtual().start(ended::countDown);
      }
      ended.await();
    }
    return (double) (System.nanoTime() - start) / (times / BATCH * BATCH);
  }

  /** Two tasks with the shortest slice there is, a microsecond; each switch is asked for. */
  private static double handOffs(long nanos) throws Exception {
    double best = 0;
    try (GlobalLock lock =
            GlobalLock.builder("asked").switchInterval(Duration.ofNanos(1_000)).build();
        GilExecutor pool = Strategies.open("virtual", StrategySettings.DEFAULTS.lock(lock))) {
      for (int round = 0; round < ROUNDS; round++) {
        long before = lock.snapshot().counters().handOffs();
        long start = System.nanoTime();
        TaskFuture<?> one = pool.run(gil -> ForcedTurns.run(gil, nanos));
        TaskFuture<?> two = pool.run(gil -> ForcedTurns.run(gil, nanos));
        one.get();
        two.get();
        long switched = lock.snapshot().counters().handOffs() - before;
        best = Math.max(best, switched / ((System.nanoTime() - start) / 1e9));
      }
    }
    return best;
  }
}
