package dev.gil.bench.pool;

import dev.gil.WorkerException;
import dev.gil.spi.GilExecutor;
import dev.gil.workloads.measure.Sample;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** How long until there is a first result: from a pool just opened, and after its worker died. */
final class Starts {
  /** For whatever the pool prepares in the background after a death. */
  private static final Duration REST = Duration.ofSeconds(1);

  private Starts() {}

  /** From nothing to a result: how long it took, in nanoseconds. */
  interface Start {
    long nanos(int number) throws Exception;
  }

  static Map<String, Double> cold(String strategy, int opens) throws Exception {
    return cold(number -> open(strategy, number), opens);
  }

  private static long open(String strategy, int number) throws Exception {
    long start = System.nanoTime();
    try (GilExecutor pool = PoolFork.open(strategy)) {
      Answers.check(number, pool.submit(gil -> number).get());
      return System.nanoTime() - start; // closing is not in it
    }
  }

  static Map<String, Double> cold(Start start, int opens) throws Exception {
    double[] millis = new double[opens];
    for (int i = 0; i < opens; i++) {
      millis[i] = start.nanos(i) / 1e6;
    }
    return Map.of("start-cold", Sample.of(millis).median());
  }

  /** A task halts the only worker; its failure is seen; the next task is submitted. */
  static Map<String, Double> afterKill(GilExecutor pool, int kills) throws Exception {
    double[] afterFailure = new double[kills];
    double[] afterKill = new double[kills];
    for (int i = 0; i < kills; i++) {
      int number = i;
      Answers.check(number, pool.submit(gil -> number).get());
      Thread.sleep(REST);
      long kill = System.nanoTime();
      halt(pool);
      long seen = System.nanoTime();
      Answers.check(number, pool.submit(gil -> number).get());
      long end = System.nanoTime();
      afterFailure[i] = (end - seen) / 1e6;
      afterKill[i] = (end - kill) / 1e6;
    }
    return Map.of(
        "start-spare", Sample.of(afterFailure).median(),
        "start-spare-from-kill", Sample.of(afterKill).median());
  }

  private static void halt(GilExecutor pool) throws InterruptedException {
    try {
      pool.run(gil -> Runtime.getRuntime().halt(7)).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkerException) {
        return;
      }
      throw new IllegalStateException("the worker did not die of its task", e);
    }
    throw new IllegalStateException("a task that halts its worker ended well");
  }
}
