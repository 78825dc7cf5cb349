package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerCrashedException;
import dev.gil.WorkerOutOfMemoryException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker dies just before or just after the one step that says whether a task has begun. */
class DeathAroundBeginTest extends PoolTest {
  private static final int TASKS = 20;
  private static final AtomicIntegerArray RUNS = new AtomicIntegerArray(TASKS); // in this JVM

  @BeforeEach
  void nothingHasRun() {
    for (int i = 0; i < TASKS; i++) {
      RUNS.set(i, 0);
    }
  }

  private static int run(int task) {
    RUNS.incrementAndGet(task);
    return task;
  }

  /**
   * All tasks, of which the first few are awaited one by one: results of small tasks travel
   * together, and one that was not sent yet is lost with its worker.
   */
  private static List<TaskFuture<Integer>> submit(GilExecutor pool, TaskOptions options, int first)
      throws Exception {
    List<TaskFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      int task = i;
      futures.add(pool.submit(options, gil -> run(task)));
      if (i < first) {
        assertThat((Object) get(futures.get(i))).isEqualTo(i);
      }
    }
    futures.forEach(future -> await("the end of a task", future::isDone));
    return futures;
  }

  private static InMemoryProcesses firstIs(Fate fate) {
    return new InMemoryProcesses(1024, List.of(fate));
  }

  @Test
  void aTaskThatWasAboutToBeginIsBegunElsewhereAtNoCost() throws Exception {
    for (int id = 1; id <= TASKS; id++) {
      nothingHasRun();
      InMemoryProcesses strategy = firstIs(Fate.beforeBegin(id));
      GilExecutor pool = open(strategy, ONE.inFlight(1));
      List<TaskFuture<Integer>> futures = submit(pool, TaskOptions.NONE, id - 1);
      for (int i = 0; i < TASKS; i++) {
        assertThat((Object) get(futures.get(i))).isEqualTo(i);
        assertThat(RUNS.get(i)).as("runs of task %s, death before %s", i, id).isEqualTo(1);
      }
      assertThat(pool.snapshot().retried()).isZero();
      assertThat(strategy.starts()).isEqualTo(2);
      pool.close();
    }
  }

  @Test
  void theTaskThatHadBegunIsLostAndNoOther() throws Exception {
    for (int id = 1; id <= TASKS; id++) {
      nothingHasRun();
      GilExecutor pool = open(firstIs(Fate.afterBegin(id)), ONE.inFlight(1));
      List<TaskFuture<Integer>> futures = submit(pool, TaskOptions.NONE, id - 1);
      assertThat(failure(futures.get(id - 1), WorkerCrashedException.class))
          .hasMessageContaining("attempt 1");
      for (int i = 0; i < TASKS; i++) {
        boolean lost = i == id - 1;
        assertThat(RUNS.get(i)).as("runs of task %s of lost %s", i, id).isEqualTo(lost ? 0 : 1);
        assertThat(futures.get(i).state())
            .as("task %s of lost %s", i, id)
            .isEqualTo(lost ? Future.State.FAILED : Future.State.SUCCESS);
      }
      pool.close();
    }
  }

  @Test
  void anIdempotentTaskThatHadBegunCostsOneAttempt() throws Exception {
    GilExecutor pool = open(firstIs(Fate.afterBegin(1)), ONE.inFlight(1));
    for (TaskFuture<Integer> future : submit(pool, TaskOptions.NONE.idempotent(2), 0)) {
      assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
    }
    assertThat(pool.snapshot().retried()).isEqualTo(1);
  }

  @Test
  void attemptsEndWithTheWorkers() throws Exception {
    Fate fate = Fate.afterBegin(1);
    InMemoryProcesses strategy = new InMemoryProcesses(1024, List.of(fate, fate, fate));
    GilExecutor pool = open(strategy, ONE.inFlight(1));
    TaskFuture<Integer> lost = pool.submit(TaskOptions.NONE.idempotent(2), gil -> run(0));
    assertThat(failure(lost, WorkerCrashedException.class)).hasMessageContaining("attempt 2");
    assertThat(RUNS.get(0)).isZero();
    assertThat(strategy.starts()).isBetween(2, 3); // the next is being started
  }

  @Test
  void aSpareTakesWhatWasNotBegun() throws Exception {
    InMemoryProcesses strategy = firstIs(Fate.beforeBegin(3));
    GilExecutor pool = open(strategy, ONE.inFlight(1).spares(1));
    for (TaskFuture<Integer> future : submit(pool, TaskOptions.NONE, 2)) {
      assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
    }
    await("another spare", () -> strategy.starts() == 3);
  }

  @Test
  void aWorkerWithoutMemorySaysSoAndIsReplaced() throws Exception {
    InMemoryProcesses strategy = new InMemoryProcesses();
    GilExecutor pool = open(strategy, ONE.inFlight(4));
    TaskFuture<Integer> lost =
        pool.submit(
            gil -> {
              throw new OutOfMemoryError("pretended");
            });
    assertThat(failure(lost, WorkerOutOfMemoryException.class)).hasMessageContaining("pretended");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
    assertThat(strategy.starts()).isEqualTo(2);
  }
}
