package dev.gil.bench.virtual;

import dev.gil.bench.fork.Figures;
import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * What a task that waits costs under the strategies beside {@code virtual}, its future included.
 */
final class ParkedElsewhere {
  private static final int ROUNDS = 3;

  private ParkedElsewhere() {}

  /** Submits a task that waits for {@code source}, and says when it does. */
  private interface Waiting {
    TaskFuture<?> submit(GilExecutor pool, CompletableFuture<String> source, CountDownLatch begun);
  }

  static void measureExplicit(int tasks) throws Exception {
    Figures.say(
        "parked-memory-virtual-explicit",
        most(
            "virtual-explicit",
            tasks,
            (pool, source, begun) ->
                pool.submit(
                    gil ->
                        gil.detached(
                            () -> {
                              begun.countDown();
                              return source.get();
                            }))));
  }

  static void measureLoop(int tasks) throws Exception {
    Figures.say(
        "parked-memory-eventloop",
        most(
            "eventloop",
            tasks,
            (pool, source, begun) ->
                pool.submitAsync(
                    gil -> {
                      begun.countDown();
                      return Continuations.here().deliver(source);
                    })));
  }

  /** Bytes of heap a task, the most of all rounds. */
  private static double most(String strategy, int tasks, Waiting waiting) throws Exception {
    double most = 0;
    try (GilExecutor pool = VirtualFork.open(strategy, tasks)) {
      for (int round = 0; round < ROUNDS; round++) {
        most = Math.max(most, round(pool, tasks, waiting));
      }
    }
    return most;
  }

  private static double round(GilExecutor pool, int tasks, Waiting waiting) throws Exception {
    CountDownLatch begun = new CountDownLatch(tasks);
    List<CompletableFuture<String>> sources = new ArrayList<>(tasks);
    List<TaskFuture<?>> futures = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      sources.add(new CompletableFuture<>()); // what is waited for is not part of the cost
    }
    double before = Parked.used();
    for (CompletableFuture<String> source : sources) {
      futures.add(waiting.submit(pool, source, begun));
    }
    begun.await();
    double each = (Parked.used() - before) / tasks;
    sources.forEach(source -> source.complete(""));
    for (TaskFuture<?> future : futures) {
      future.get();
    }
    return each;
  }
}
