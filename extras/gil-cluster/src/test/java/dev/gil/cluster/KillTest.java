package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import dev.gil.spi.WorkerSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three members is killed by SIGKILL at a random moment, while tasks run: those that are
 * idempotent all have their right value, the others that or a {@link WorkerLostException}, and no
 * second start.
 *
 * <p>Long: {@code -Dgil.cluster.tasks=10000 -Dgil.cluster.runs=20}. Prints its figures and seeds.
 */
class KillTest extends MembersTest {
  private static final int TASKS = Integer.getInteger("gil.cluster.tasks", 500);
  private static final int RUNS = Integer.getInteger("gil.cluster.runs", 1);
  private static final TaskOptions AGAIN = TaskOptions.NONE.idempotent(10);
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** What is known when all have ended. */
  private record Run(String name, List<TaskFuture<Long>> futures, Map<Long, Integer> begun) {}

  private ParallelismStrategy strategy() {
    return new ClusterStrategy(cluster.settings());
  }

  private ParallelismStrategy durable() {
    return new ClusterDurableStrategy(cluster.settings());
  }

  @Test
  void idempotentTasksAllHaveTheirValue(@TempDir Path mine) throws Exception {
    allRight("cluster", this::strategy, mine);
  }

  @Test
  void durableIdempotentTasksAllHaveTheirValue(@TempDir Path mine) throws Exception {
    allRight("cluster-durable", this::durable, mine);
  }

  @Test
  void otherTasksAreBegunAtMostOnce(@TempDir Path mine) throws Exception {
    atMostOnce("cluster", this::strategy, mine);
  }

  @Test
  void otherDurableTasksAreBegunAtMostOnce(@TempDir Path mine) throws Exception {
    atMostOnce("cluster-durable", this::durable, mine);
  }

  private void allRight(String mode, Supplier<ParallelismStrategy> strategy, Path mine)
      throws Exception {
    for (int i = 0; i < RUNS; i++) {
      Run run = run(mode + ", idempotent", strategy.get(), AGAIN, mine.resolve("run" + i));
      for (int id = 0; id < TASKS; id++) {
        TaskFuture<Long> future = run.futures.get(id);
        if (future.state() != Future.State.SUCCESS) {
          throw new AssertionError("task " + id + ", " + run.name, future.exceptionNow());
        }
        assertThat(future.resultNow()).as("task %s, %s", id, run.name).isEqualTo(valueOf(id));
      }
      assertThat(run.begun).as("tasks that left a note, %s", run.name).hasSize(TASKS);
    }
  }

  private void atMostOnce(String mode, Supplier<ParallelismStrategy> strategy, Path mine)
      throws Exception {
    for (int i = 0; i < RUNS; i++) {
      Run run = run(mode + ", once", strategy.get(), TaskOptions.NONE, mine.resolve("run" + i));
      for (int id = 0; id < TASKS; id++) {
        TaskFuture<Long> future = run.futures.get(id);
        if (future.state() == Future.State.SUCCESS) {
          assertThat(future.resultNow()).as("task %s, %s", id, run.name).isEqualTo(valueOf(id));
        } else {
          assertThat(future.exceptionNow())
              .as("task %s, %s", id, run.name)
              .isInstanceOf(WorkerLostException.class);
        }
      }
      assertThat(run.begun.values())
          .as("starts of a task, %s", run.name)
          .allMatch(times -> times == 1);
    }
  }

  private Run run(String name, ParallelismStrategy strategy, TaskOptions options, Path directory)
      throws Exception {
    Files.createDirectory(directory);
    String log = directory.toString();
    long seed = ThreadLocalRandom.current().nextLong();
    GilExecutor pool = openWhole(strategy, ALL.inFlight(4));
    List<TaskFuture<Long>> futures = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      long id = i;
      futures.add(pool.submit(options, gil -> work(log, id)));
    }
    Random random = new Random(seed);
    int moment = TASKS / 10 + random.nextInt(TASKS / 2);
    TestCluster.await("task " + moment + " of " + name, () -> done(futures) >= moment);
    List<Long> members =
        pool.snapshot().workers().stream().map(WorkerSnapshot::pid).filter(pid -> pid > 0).toList();
    long victim = members.get(random.nextInt(members.size()));
    long killed = System.nanoTime();
    TestCluster.signal("KILL", victim);
    TestCluster.await(
        "the end of all, " + name + ", seed " + seed,
        () -> futures.stream().allMatch(TaskFuture::isDone));
    long ended = System.nanoTime();
    Map<Long, Integer> begun = Begun.times(directory);
    long failed = futures.stream().filter(f -> f.state() != Future.State.SUCCESS).count();
    System.out.println(
        name
            + ": "
            + TASKS
            + " tasks, member killed after "
            + moment
            + ", failed "
            + failed
            + ", retried "
            + pool.snapshot().retried()
            + ", begun again "
            + begun.values().stream().mapToInt(times -> times - 1).sum()
            + ", all ended "
            + TimeUnit.NANOSECONDS.toMillis(ended - killed)
            + " ms after the kill, seed "
            + seed);
    pool.close();
    return new Run(name + ", seed " + seed, futures, begun);
  }

  private static long done(List<TaskFuture<Long>> futures) {
    return futures.stream().filter(TaskFuture::isDone).count();
  }

  private static long valueOf(long id) {
    return id * 31 + 7;
  }

  private static long work(String log, long id) throws IOException {
    Begun.note(log, id);
    long start = System.nanoTime();
    while (System.nanoTime() - start < WORK_NANOS) {
      Thread.onSpinWait();
    }
    return valueOf(id);
  }

  @Test
  void whatRunsOnTwoOfThreeGoesToTheLastAndWithThatFails() throws Exception {
    GilExecutor pool = openWhole(strategy(), ALL);
    List<TaskFuture<Long>> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long id = i;
      all.add(pool.submit(AGAIN, gil -> slow(id)));
    }
    cluster.tend(false);
    long[] pids = pool.snapshot().workers().stream().mapToLong(WorkerSnapshot::pid).toArray();
    TestCluster.signal("KILL", pids[0]);
    TestCluster.signal("KILL", pids[1]);
    for (int i = 0; i < 60; i++) {
      assertThat(get(all.get(i))).isEqualTo(valueOf(i));
    }
    List<TaskFuture<Long>> more = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      long id = i;
      more.add(pool.submit(AGAIN, gil -> slow(id)));
    }
    TestCluster.signal("KILL", pids[2]);
    TestCluster.await(
        "every future failed", () -> more.stream().allMatch(future -> future.isDone()));
    assertThat(more.stream().filter(future -> future.state() == Future.State.FAILED))
        .isNotEmpty()
        .allMatch(future -> future.exceptionNow() instanceof WorkerLostException);
    assertThat(failure(pool.submit(gil -> 1), WorkerLostException.class))
        .hasMessageContaining(cluster.addresses().getFirst());
    cluster.tend(true);
    awaitAll(pool);
    assertThat((Object) get(pool.submit(gil -> "here again"))).isEqualTo("here again");
    assertThat(Arrays.stream(pids)).doesNotHaveDuplicates();
  }

  private static long slow(long id) throws InterruptedException {
    Thread.sleep(10);
    return valueOf(id);
  }

  @Test
  void aMemberThatEndsInOrderLosesNothing() throws Exception {
    GilExecutor pool = openWhole(strategy(), ALL.inFlight(2));
    for (int round = 0; round < Integer.getInteger("gil.cluster.restarts", 1); round++) {
      List<TaskFuture<Long>> futures = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        long id = i;
        futures.add(pool.submit(gil -> slow(id)));
      }
      long pid = pool.snapshot().workers().get(round % TestCluster.MEMBERS).pid();
      TestCluster.signal("TERM", pid);
      for (int i = 0; i < 300; i++) {
        assertThat(get(futures.get(i))).as("a task that is not idempotent").isEqualTo(valueOf(i));
      }
      TestCluster.await(
          "another in its place",
          () ->
              pool.snapshot().workers().size() == TestCluster.MEMBERS
                  && pool.snapshot().workers().stream().noneMatch(w -> w.pid() == pid));
      TestCluster.await("work for the new one", () -> newOneWorks(pool, pid));
    }
  }

  private static boolean newOneWorks(GilExecutor pool, long before) {
    var _ = pool.submit(gil -> slow(1));
    return pool.snapshot().workers().stream().allMatch(w -> w.pid() != before && w.tasks() > 0);
  }

  @Test
  void aMemberThatStandsStillLosesNothing() throws Exception {
    GilExecutor pool = openWhole(strategy(), ALL.inFlight(2));
    List<TaskFuture<Long>> futures = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long id = i;
      futures.add(pool.submit(AGAIN, gil -> slow(id)));
    }
    long pid = pool.snapshot().workers().getFirst().pid();
    TestCluster.signal("STOP", pid);
    // Longer than the silence after which it counts as lost, in the long form.
    TimeUnit.SECONDS.sleep(Integer.getInteger("gil.cluster.stopSeconds", 1));
    TestCluster.signal("CONT", pid);
    for (int i = 0; i < 300; i++) {
      assertThat(get(futures.get(i))).isEqualTo(valueOf(i));
    }
  }
}
