package dev.gil.cluster;

import static dev.gil.cluster.Killing.AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import dev.gil.spi.WorkerSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members are killed, stopped and told to end while tasks run: those that are idempotent all have
 * their right value, the others that or a {@link WorkerLostException}, and no second start.
 *
 * <p>Long: {@code -Dgil.cluster.tasks=10000 -Dgil.cluster.runs=20 -Dgil.cluster.stopSeconds=15
 * -Dgil.cluster.restarts=3}.
 */
class KillTest extends MembersTest {
  private static final int RESTARTS = Integer.getInteger("gil.cluster.restarts", 1);
  private static final int STOP_SECONDS = Integer.getInteger("gil.cluster.stopSeconds", 0);

  /** Tasks of the load that a new member must get one of. */
  private static final int LOAD = 100_000;

  @TempDir private Path mine;

  private ParallelismStrategy strategy() {
    return new ClusterStrategy(cluster.settings());
  }

  private ParallelismStrategy durable() {
    return new ClusterDurableStrategy(cluster.settings());
  }

  @Test
  void idempotentTasksAllHaveTheirValue() throws Exception {
    kill("cluster, idempotent", this::strategy, AGAIN).forEach(Killing::assertAllRight);
  }

  @Test
  void durableIdempotentTasksAllHaveTheirValue() throws Exception {
    kill("cluster-durable, idempotent", this::durable, AGAIN).forEach(Killing::assertAllRight);
  }

  @Test
  void otherTasksAreBegunAtMostOnce() throws Exception {
    kill("cluster, once", this::strategy, TaskOptions.NONE).forEach(Killing::assertBegunAtMostOnce);
  }

  @Test
  void otherDurableTasksAreBegunAtMostOnce() throws Exception {
    kill("cluster-durable, once", this::durable, TaskOptions.NONE)
        .forEach(Killing::assertBegunAtMostOnce);
  }

  private List<Killing> kill(
      String mode, Supplier<ParallelismStrategy> strategy, TaskOptions options) throws Exception {
    List<Killing> runs = new ArrayList<>();
    for (int i = 0; i < Killing.RUNS; i++) {
      GilExecutor pool = openWhole(strategy.get(), ALL.inFlight(4));
      runs.add(Killing.run(mode, pool, options, mine.resolve("run" + i)));
    }
    Killing.print(mode, runs);
    return runs;
  }

  /** Tasks that note their begin, then wait at the gate. */
  private List<TaskFuture<Long>> submit(
      GilExecutor pool, TaskOptions options, int count, Gate gate) {
    String log = mine.toString();
    String door = gate.name();
    List<TaskFuture<Long>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long id = i;
      futures.add(
          pool.submit(
              options,
              gil -> {
                Begun.note(log, id);
                gil.detached(() -> Gate.pass(door));
                return Killing.valueOf(id);
              }));
    }
    return futures;
  }

  private static void assertValues(List<TaskFuture<Long>> futures) throws Exception {
    for (int i = 0; i < futures.size(); i++) {
      assertThat(get(futures.get(i))).as("task %s", i).isEqualTo(Killing.valueOf(i));
    }
  }

  @Test
  void whatRunsOnTwoOfThreeGoesToTheLastAndWithThatFails(@TempDir Path first, @TempDir Path second)
      throws Exception {
    ClusterSettings hasty = cluster.settings().patience(Duration.ofSeconds(2));
    GilExecutor pool = openWhole(new ClusterStrategy(hasty), ALL);
    long[] pids = pool.snapshot().workers().stream().mapToLong(WorkerSnapshot::pid).toArray();
    Gate gate = new Gate(first);
    List<TaskFuture<Long>> all = submit(pool, AGAIN, 60, gate);
    TestCluster.await("one task on each", () -> Begun.count(mine) == 3);
    cluster.tend(false);
    TestCluster.signal("KILL", pids[0]);
    TestCluster.signal("KILL", pids[1]);
    gate.open();
    assertValues(all);
    int before = Begun.count(mine);
    List<TaskFuture<Long>> more = submit(pool, AGAIN, 1_000, new Gate(second));
    TestCluster.await("one task on the last", () -> Begun.count(mine) > before);
    TestCluster.signal("KILL", pids[2]);
    TestCluster.await("the end of all", () -> more.stream().allMatch(TaskFuture::isDone));
    assertThat(more).allMatch(future -> future.exceptionNow() instanceof WorkerLostException);
    assertThat(failure(pool.submit(gil -> 1), WorkerLostException.class))
        .hasMessageContaining(cluster.addresses().getFirst());
    cluster.tend(true);
    awaitAll(pool);
    assertThat((Object) get(pool.submit(gil -> "here again"))).isEqualTo("here again");
    assertThat(Arrays.stream(pids)).doesNotHaveDuplicates();
  }

  @Test
  void membersThatEndInOrderLoseNothingAndNewOnesGetWork(@TempDir Path directory) throws Exception {
    GilExecutor pool = openWhole(strategy(), ALL.inFlight(2));
    for (int round = 0; round < RESTARTS; round++) {
      int before = Begun.count(mine);
      Gate gate = new Gate(Files.createDirectory(directory.resolve("round" + round)));
      List<TaskFuture<Long>> futures = submit(pool, TaskOptions.NONE, 300, gate);
      TestCluster.await("two tasks on each", () -> Begun.count(mine) == before + 6);
      long[] pids = pool.snapshot().workers().stream().mapToLong(WorkerSnapshot::pid).toArray();
      TestCluster.signal("TERM", pids[round % pids.length]);
      gate.open();
      assertValues(futures); // though none is idempotent
      awaitWorkForANewOne(pool, pids);
    }
  }

  /** Under load, from the moment on when this client sees all three again. */
  private static void awaitWorkForANewOne(GilExecutor pool, long[] before) throws Exception {
    awaitAll(pool);
    long start = System.nanoTime();
    int asked = 0;
    long worked;
    do {
      worked = get(pool.submit(gil -> ProcessHandle.current().pid()));
      asked++;
    } while (asked < LOAD && isAmong(worked, before));
    assertThat(isAmong(worked, before)).as("only old members worked").isFalse();
    System.out.printf(
        "cluster, rolling: the new member's first task was the %d. of the load, %.1f ms after it"
            + " was seen%n",
        asked, (System.nanoTime() - start) / 1e6);
  }

  private static boolean isAmong(long pid, long[] pids) {
    return LongStream.of(pids).anyMatch(each -> each == pid);
  }

  @Test
  void aMemberThatStandsStillLosesNothing(@TempDir Path directory) throws Exception {
    GilExecutor pool = openWhole(strategy(), ALL.inFlight(2));
    Gate gate = new Gate(directory);
    List<TaskFuture<Long>> futures = submit(pool, AGAIN, 300, gate);
    TestCluster.await("two tasks on each", () -> Begun.count(mine) == 6);
    long pid = pool.snapshot().workers().getFirst().pid();
    long stopped = System.nanoTime();
    TestCluster.signal("STOP", pid);
    gate.open();
    // Longer than the silence after which it counts as lost, in the long form.
    TestCluster.await(
        "all but those of the one that stands still",
        () ->
            futures.stream().filter(TaskFuture::isDone).count() >= 298
                && System.nanoTime() - stopped >= TimeUnit.SECONDS.toNanos(STOP_SECONDS));
    TestCluster.signal("CONT", pid);
    assertValues(futures);
  }
}
