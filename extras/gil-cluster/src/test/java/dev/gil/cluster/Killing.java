package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import dev.gil.spi.WorkerSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A member is killed by SIGKILL at a random moment, while tasks run. Prints its figures and seeds.
 */
final class Killing {
  static final int TASKS = Integer.getInteger("gil.cluster.tasks", 500);
  static final int RUNS = Integer.getInteger("gil.cluster.runs", 1);
  static final TaskOptions AGAIN = TaskOptions.NONE.idempotent(10);
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final String name;
  private final List<TaskFuture<Long>> futures = new ArrayList<>();
  private Map<Long, List<Long>> starts = Map.of();
  private double lastAgain;

  private Killing(String name) {
    this.name = name;
  }

  /** Runs them all and kills one of the executor's members meanwhile; closes the executor. */
  static Killing run(String mode, GilExecutor pool, TaskOptions options, Path directory)
      throws Exception {
    Files.createDirectory(directory);
    long seed = ThreadLocalRandom.current().nextLong();
    Killing killing = new Killing(mode + ", seed " + seed);
    killing.run(pool, options, directory, new Random(seed));
    pool.close();
    return killing;
  }

  private void run(GilExecutor pool, TaskOptions options, Path directory, Random random)
      throws Exception {
    String log = directory.toString();
    for (int i = 0; i < TASKS; i++) {
      long id = i;
      futures.add(pool.submit(options, gil -> work(log, id)));
    }
    int moment = TASKS / 10 + random.nextInt(TASKS / 2);
    TestCluster.await("task " + moment + " of " + name, () -> done() >= moment);
    List<Long> members =
        pool.snapshot().workers().stream().map(WorkerSnapshot::pid).filter(pid -> pid > 0).toList();
    long killed = Begun.micros();
    TestCluster.signal("KILL", members.get(random.nextInt(members.size())));
    TestCluster.await("the end of all, " + name, () -> done() == TASKS);
    long ended = Begun.micros();
    starts = Begun.starts(directory);
    lastAgain =
        starts.values().stream()
                .filter(all -> all.size() > 1)
                .mapToLong(all -> Collections.max(all))
                .map(at -> at - killed)
                .max()
                .orElse(0)
            / 1e3;
    System.out.printf(
        "%s: %d tasks, member killed after %d, failed %d, retried %d, begun again %d,"
            + " the last of them %.1f ms after the kill, all ended %.1f ms after it%n",
        name,
        TASKS,
        moment,
        futures.stream().filter(future -> future.state() != Future.State.SUCCESS).count(),
        pool.snapshot().retried(),
        starts.values().stream().mapToInt(all -> all.size() - 1).sum(),
        lastAgain,
        (ended - killed) / 1e3);
  }

  private long done() {
    return futures.stream().filter(TaskFuture::isDone).count();
  }

  static long valueOf(long id) {
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

  /** How long after the kill the last task that was lost began again, in milliseconds. */
  double lastAgain() {
    return lastAgain;
  }

  static void print(String mode, List<Killing> runs) {
    List<Double> millis = runs.stream().map(Killing::lastAgain).sorted().toList();
    System.out.printf(
        "%s: %d runs, the last lost task began again %.1f ms after the kill (median), %.1f ms"
            + " (19 of 20)%n",
        mode,
        millis.size(),
        millis.get(millis.size() / 2),
        millis.get((int) Math.ceil(0.95 * millis.size()) - 1));
  }

  void assertAllRight() {
    for (int id = 0; id < TASKS; id++) {
      TaskFuture<Long> future = futures.get(id);
      if (future.state() != Future.State.SUCCESS) {
        throw new AssertionError("task " + id + ", " + name, future.exceptionNow());
      }
      assertThat(future.resultNow()).as("task %s, %s", id, name).isEqualTo(valueOf(id));
    }
    assertThat(starts).as("tasks that left a note, %s", name).hasSize(TASKS);
  }

  void assertBegunAtMostOnce() {
    for (int id = 0; id < TASKS; id++) {
      TaskFuture<Long> future = futures.get(id);
      if (future.state() == Future.State.SUCCESS) {
        assertThat(future.resultNow()).as("task %s, %s", id, name).isEqualTo(valueOf(id));
      } else {
        assertThat(future.exceptionNow())
            .as("task %s, %s", id, name)
            .isInstanceOf(WorkerLostException.class);
      }
    }
    assertThat(starts.values()).as("starts of a task, %s", name).allMatch(all -> all.size() == 1);
  }
}
