package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerCrashedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers killed at random while they run small tasks, many of them sent ahead: no task is lost, no
 * answer is wrong, and what ran twice had been begun by a worker that was killed.
 *
 * <p>Long: {@code -Dgil.chaos.tasks=100000 -Dgil.chaos.runs=3}, with a kill every 0.7 s. Prints its
 * figures and seeds then.
 */
class ChaosTest extends PoolTest {
  private static final int SHORT = 2_000;
  private static final int TASKS = Integer.getInteger("gil.chaos.tasks", SHORT);
  private static final int RUNS = Integer.getInteger("gil.chaos.runs", 1);
  private static final boolean LONG = TASKS > SHORT;
  private static final Duration PAUSE = Duration.ofMillis(LONG ? 700 : 200);
  private static final int FEWEST_KILLS = 3;
  private static final int WINDOW = 1_000;
  private static final long WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final TaskOptions AGAIN = TaskOptions.NONE.idempotent(1_000);

  /** What a task returns: a value of its own, and which process it ran in at last. */
  record Answer(long value, long pid) implements Serializable {
    static Answer of(long id) {
      return new Answer(id * 31 + 7, myPid());
    }

    boolean isTo(long id) {
      return value == id * 31 + 7;
    }
  }

  /** What is known when all have ended. */
  private record Run(
      String name,
      List<TaskFuture<Answer>> futures,
      Executions executions,
      Set<Long> killed,
      long retried) {}

  @Test
  void idempotentTasksAllEndRightAndOnlyWhatHadBegunRunsTwice(@TempDir Path mine) throws Exception {
    for (int i = 0; i < RUNS; i++) {
      Run run = run("idempotent", TWO, AGAIN, mine.resolve("run" + i));
      allEndedRight(run);
      everyFurtherExecutionIsOwedToAKill(run, 1);
      whatRanAgainWasTheLastThatItsWorkerBegan(run);
    }
  }

  @Test
  void withFourInFlightTheSameHolds(@TempDir Path mine) throws Exception {
    for (int i = 0; i < RUNS; i++) {
      Run run = run("idempotent, 4 in flight", TWO.inFlight(4), AGAIN, mine.resolve("run" + i));
      allEndedRight(run);
      everyFurtherExecutionIsOwedToAKill(run, 4);
    }
  }

  @Test
  void otherTasksRunAtMostOnceAndOnlyWhatHadBegunFails(@TempDir Path mine) throws Exception {
    for (int i = 0; i < RUNS; i++) {
      Run run = run("at most once", TWO, TaskOptions.NONE, mine.resolve("run" + i));
      Map<Long, List<Long>> begun = run.executions.byTask();
      int failed = 0;
      int failedBeforeTheirNote = 0;
      for (int id = 0; id < run.futures.size(); id++) {
        TaskFuture<Answer> future = run.futures.get(id);
        int times = begun.getOrDefault((long) id, List.of()).size();
        assertThat(times).as("executions of task %s, %s", id, run.name).isLessThanOrEqualTo(1);
        if (future.state() == Future.State.SUCCESS) {
          assertThat(future.resultNow().isTo(id))
              .as("answer to task %s, %s", id, run.name)
              .isTrue();
          assertThat(times).as("executions of task %s, %s", id, run.name).isEqualTo(1);
        } else {
          assertThat(future.exceptionNow())
              .as("end of task %s, %s", id, run.name)
              .isInstanceOf(WorkerCrashedException.class)
              .hasMessageContaining("signal 9 (SIGKILL)");
          failed++;
          failedBeforeTheirNote += 1 - times;
        }
      }
      // A worker may be killed between taking a task and the task's first line: one at a time.
      assertThat(failedBeforeTheirNote)
          .as("failed and left no note, %s", run.name)
          .isLessThanOrEqualTo(run.killed.size());
      assertThat(run.retried).as("attempts charged, %s", run.name).isZero();
      say(run, "failed " + failed + ", of these before their first line " + failedBeforeTheirNote);
    }
  }

  private Run run(String name, StrategySettings settings, TaskOptions options, Path directory)
      throws Exception {
    Files.createDirectory(directory);
    String log = directory.toString();
    long seed = ThreadLocalRandom.current().nextLong();
    List<TaskFuture<Answer>> futures = new ArrayList<>();
    GilExecutor pool = open(settings.queue(2 * WINDOW));
    Assassin assassin =
        LONG ? Assassin.ofOne(pool, PAUSE, seed) : Assassin.ofOneThatServes(pool, PAUSE, seed);
    try (assassin) {
      while (futures.size() < TASKS || assassin.killed().size() < FEWEST_KILLS) {
        long id = futures.size();
        futures.add(pool.submit(options, gil -> work(log, id)));
        if (id >= WINDOW) {
          TaskFuture<Answer> earlier = futures.get((int) id - WINDOW);
          await("the end of task " + (id - WINDOW) + ", seed " + seed, earlier::isDone);
        }
      }
      await("the end of all, seed " + seed, () -> futures.stream().allMatch(TaskFuture::isDone));
    }
    long retried = pool.snapshot().retried();
    pool.close();
    return new Run(
        name + ", seed " + seed, futures, Executions.read(directory), assassin.killed(), retried);
  }

  private static Answer work(String log, long id) throws IOException {
    Executions.note(log, id);
    long start = System.nanoTime();
    while (System.nanoTime() - start < WORK_NANOS) {
      Thread.onSpinWait();
    }
    return Answer.of(id);
  }

  private static void allEndedRight(Run run) {
    for (int id = 0; id < run.futures.size(); id++) {
      TaskFuture<Answer> future = run.futures.get(id);
      if (future.state() != Future.State.SUCCESS) {
        throw new AssertionError("task " + id + ", " + run.name, future.exceptionNow());
      }
      assertThat(future.resultNow().isTo(id)).as("answer to task %s, %s", id, run.name).isTrue();
    }
  }

  private static void everyFurtherExecutionIsOwedToAKill(Run run, int inFlight) {
    Map<Long, List<Long>> begun = run.executions.byTask();
    assertThat(begun).as("tasks that left a note, %s", run.name).hasSameSizeAs(run.futures);
    long again = 0;
    for (Map.Entry<Long, List<Long>> task : begun.entrySet()) {
      List<Long> inVain = new ArrayList<>(task.getValue());
      assertThat(inVain.remove(answeredBy(run, task.getKey()))).isTrue();
      assertThat(run.killed)
          .as("where task %s ran without an answer, %s", task.getKey(), run.name)
          .containsAll(inVain);
      again += inVain.size();
    }
    // Charged is who ran again, and who was killed between being taken and its first line.
    assertThat(run.retried)
        .as("attempts charged, %s", run.name)
        .isBetween(again, again + (long) inFlight * run.killed.size());
    say(run, "ran again " + again + ", charged " + run.retried);
  }

  /** With one in flight: those whose results it had not sent, and the one it ran. */
  private static void whatRanAgainWasTheLastThatItsWorkerBegan(Run run) {
    run.executions
        .byPid()
        .forEach(
            (pid, ids) -> {
              List<Boolean> inVain =
                  ids.stream().map(id -> !answeredBy(run, id).equals(pid)).toList();
              assertThat(inVain).as("answered, then not: pid %s, %s", pid, run.name).isSorted();
            });
  }

  private static Long answeredBy(Run run, long id) {
    return run.futures.get((int) id).resultNow().pid();
  }

  private static void say(Run run, String figures) {
    if (LONG) {
      REAL_OUT.println(
          run.futures.size()
              + " tasks, "
              + run.name
              + ": killed "
              + run.killed.size()
              + ", "
              + figures);
    }
  }
}
