package dev.gil.bench.pool;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tasks submitted by one thread as fast as it can, and then all their results, the last first, so
 * that whoever waits is woken once.
 */
final class Pipelined {
  private Pipelined() {}

  /** Each task captures another number and returns it. */
  static Map<String, Double> distinct(GilExecutor pool, int tasks) throws Exception {
    return Map.of(
        "pipelined-distinct",
        Rounds.perSecond(
            tasks,
            count -> {
              List<TaskFuture<Integer>> futures = new ArrayList<>(count);
              for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(pool.submit(gil -> number));
              }
              Answers.check((long) count * (count - 1) / 2, sum(futures));
            }));
  }

  /** Every task captures nothing and returns one. */
  static Map<String, Double> same(GilExecutor pool, int tasks) throws Exception {
    return Map.of(
        "pipelined-same",
        Rounds.perSecond(
            tasks,
            count -> {
              List<TaskFuture<Integer>> futures = new ArrayList<>(count);
              for (int i = 0; i < count; i++) {
                futures.add(pool.submit(gil -> 1));
              }
              Answers.check(count, sum(futures));
            }));
  }

  private static long sum(List<TaskFuture<Integer>> futures) throws Exception {
    long sum = 0;
    for (TaskFuture<Integer> future : futures.reversed()) {
      sum += future.get();
    }
    return sum;
  }
}
