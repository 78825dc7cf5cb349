package dev.gil.bench.pool;

import dev.gil.WorkerException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskOptions;
import dev.gil.workloads.measure.Sample;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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

  static Map<String, Double> cold(Scene scene, String strategy, int opens) throws Exception {
    return cold(scene, number -> open(strategy, number), opens);
  }

  private static long open(String strategy, int number) throws Exception {
    long start = System.nanoTime();
    try (GilExecutor pool = PoolFork.open(strategy)) {
      Answers.check(number, pool.submit(gil -> number).get());
      return System.nanoTime() - start; // closing is not in it
    }
  }

  static Map<String, Double> cold(Scene scene, Start start, int opens) throws Exception {
    double[] millis = new double[opens];
    for (int i = 0; i < opens; i++) {
      millis[i] = start.nanos(i) / 1e6;
    }
    return Map.of(scene.id(), Sample.of(millis).median());
  }

  /** The only worker is killed in a task; its failure is seen; the next task is submitted. */
  static Map<String, Double> afterKill(GilExecutor pool, int kills) throws Exception {
    double[] afterFailure = new double[kills];
    double[] afterKill = new double[kills];
    for (int i = 0; i < kills; i++) {
      int number = i;
      Answers.check(number, pool.submit(gil -> number).get());
      Thread.sleep(REST);
      long kill = kill(pool);
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

  /**
   * Returns, once the failure was seen, when the kill was. By a signal from here: a JVM that halts
   * itself first waits 300 ms for its threads in native code.
   */
  private static long kill(GilExecutor pool) throws InterruptedException, ExecutionException {
    ProcessHandle worker =
        ProcessHandle.of(pool.submit(gil -> ProcessHandle.current().pid()).get()).orElseThrow();
    CountDownLatch begun = new CountDownLatch(1);
    var doomed =
        pool.submit(
            TaskOptions.NONE.onProgress((done, total) -> begun.countDown()),
            gil -> {
              gil.progress(0, 1);
              new CountDownLatch(1).await();
              return 0;
            });
    begun.await();
    long kill = System.nanoTime();
    worker.destroyForcibly();
    try {
      doomed.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkerException) {
        return kill;
      }
      throw e;
    }
    throw new IllegalStateException("a task whose worker was killed ended well");
  }
}
