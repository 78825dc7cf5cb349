package dev.gil.bench.cluster;

import static dev.gil.bench.cluster.ClusterFork.gil;

import dev.gil.bench.cluster.ClusterBench.Case;
import dev.gil.cluster.ClusterStrategy;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import dev.gil.spi.WorkerSnapshot;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One of three members is killed while each has tasks: from the signal to the start of the last
 * task that is begun again.
 */
final class Recovery {
  private static final int MEMBERS = 3;
  private static final int IN_FLIGHT = 4;
  private static final int TASKS = 300;
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

  private Recovery() {}

  /** When a task began, by the machine's clock, and where. */
  record Start(long micros, long pid) implements Serializable {}

  static Map<String, Double> measure(int times) throws Exception {
    double[] millis = new double[times];
    try (Members members = Members.ofGil(MEMBERS, IN_FLIGHT);
        GilExecutor pool =
            Strategies.open(
                new ClusterStrategy(members.settings()),
                StrategySettings.DEFAULTS.workers(MEMBERS).inFlight(IN_FLIGHT))) {
      for (int i = 0; i < times; i++) {
        awaitMembers(pool);
        millis[i] = once(pool, members, i % MEMBERS);
      }
    }
    Arrays.sort(millis);
    return Map.of(
        gil(Case.RECOVERY),
        millis[times / 2],
        gil(Case.RECOVERY_P95),
        millis[(int) Math.ceil(0.95 * times) - 1]);
  }

  private static double once(GilExecutor pool, Members members, int victim) throws Exception {
    long retriedBefore = pool.snapshot().retried();
    List<TaskFuture<Start>> futures = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      futures.add(
          pool.submit(TaskOptions.NONE.idempotent(10), gil -> gil.detached(Recovery::work)));
    }
    while (futures.stream().filter(TaskFuture::isDone).count() < TASKS / 3) {
      LockSupport.parkNanos(1_000_000);
    }
    long killed = micros();
    members.kill(victim);
    List<Start> starts = new ArrayList<>();
    for (TaskFuture<Start> future : futures) {
      starts.add(future.get());
    }
    long retried = pool.snapshot().retried() - retriedBefore;
    if (retried == 0) {
      throw new IOException("nothing was lost with the member");
    }
    // Who was lost is first in line, so the first to begin after the kill are those.
    List<Long> after =
        starts.stream().map(Start::micros).filter(at -> at > killed).sorted().toList();
    long last = after.get((int) Math.min(after.size(), retried) - 1);
    members.restart(victim);
    return (last - killed) / 1e3;
  }

  private static Start work() throws InterruptedException {
    Start start = new Start(micros(), ProcessHandle.current().pid());
    Thread.sleep(10);
    return start;
  }

  private static long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  private static void awaitMembers(GilExecutor pool) throws IOException {
    long start = System.nanoTime();
    while (pool.snapshot().workers().stream().map(WorkerSnapshot::pid).distinct().count()
        < MEMBERS) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new IOException("a member did not come back");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }
}
