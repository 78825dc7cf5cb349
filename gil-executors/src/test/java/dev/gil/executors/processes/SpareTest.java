package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerCrashedException;
import dev.gil.WorkerStartFailedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.WorkerSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A spare is ready, has no tasks, and takes over. */
class SpareTest extends PoolTest {
  private static WorkerSnapshot spareOf(GilExecutor pool) {
    await("a spare", () -> pool.snapshot().workers().stream().anyMatch(SpareTest::isSpare));
    return pool.snapshot().workers().stream().filter(SpareTest::isSpare).findFirst().orElseThrow();
  }

  private static long whoRuns(GilExecutor pool) throws Exception {
    return get(pool.submit(gil -> myPid()));
  }

  private static boolean isSpare(WorkerSnapshot worker) {
    return worker.state().equals("spare");
  }

  @Test
  void aSpareGetsNoTasksWhileItsWorkersLive() throws Exception {
    GilExecutor pool = open(TWO.spares(1));
    long spare = spareOf(pool).pid();
    List<TaskFuture<Long>> futures = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      futures.add(pool.submit(gil -> myPid()));
    }
    for (TaskFuture<Long> future : futures) {
      assertThat((long) get(future)).isNotEqualTo(spare);
    }
    assertThat(pool.snapshot().workers()).hasSize(3);
  }

  @Test
  void whenAWorkerIsKilledTheSpareTakesItsPlaceAndAnotherIsStarted() throws Exception {
    GilExecutor pool = open(ONE.spares(1));
    for (int round = 0; round < 3; round++) {
      long spare = spareOf(pool).pid();
      long pid = whoRuns(pool);
      signal("KILL", pid);
      await("the end of the worker", () -> !runs(pid));
      assertThat(whoRuns(pool)).isEqualTo(spare);
    }
    assertThat(spareOf(pool).tasks()).isPositive(); // the place of a worker that had tasks
  }

  @Test
  void whatWasSentAheadToAKilledWorkerRunsInTheSpare() throws Exception {
    GilExecutor pool = open(ONE.spares(1));
    long spare = spareOf(pool).pid();
    Heard heard = new Heard();
    TaskFuture<Integer> stuck =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long pid = heard.next();
    List<TaskFuture<Long>> behind = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      behind.add(pool.submit(gil -> myPid()));
    }
    signal("KILL", pid);
    failure(stuck, WorkerCrashedException.class);
    for (TaskFuture<Long> future : behind) {
      assertThat((long) get(future)).isEqualTo(spare);
    }
  }

  @Test
  void aSpareThatDiesIdleIsReplaced() throws Exception {
    GilExecutor pool = open(ONE.spares(1));
    long worker = whoRuns(pool);
    long first = spareOf(pool).pid();
    signal("KILL", first);
    await("the end of the spare", () -> !runs(first));
    await("another", () -> pool.snapshot().workers().stream().anyMatch(w -> isOther(w, first)));
    assertThat(whoRuns(pool)).isEqualTo(worker);
  }

  private static boolean isOther(WorkerSnapshot worker, long pid) {
    return isSpare(worker) && worker.pid() != pid;
  }

  @Test
  void aDeadlineThatKillsAWorkerDoesNotHoldUpWhatComesNext() throws Exception {
    GilExecutor pool = open(ONE.spares(1));
    long spare = spareOf(pool).pid();
    Heard heard = new Heard();
    TaskFuture<Integer> stuck =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long pid = heard.next();
    stuck.cancel(true);
    assertThat(whoRuns(pool)).isEqualTo(spare);
    await("the end of the worker", () -> !runs(pid));
  }

  @Test
  void closingWhileTheSpareStartsLeavesNothing() throws Exception {
    GilExecutor pool = open(ONE.spares(2));
    get(pool.submit(gil -> 1));
    await("the start of a spare", () -> pids(pool).size() > 1);
    List<Long> pids = pids(pool);
    pool.close();
    assertThat(pids).noneMatch(PoolTest::isAlive);
    assertThat(myChildren()).noneMatch(PoolTest::runsWorkerMain);
  }

  @Test
  void closingBeforeAnythingHasStartedLeavesNothing() {
    GilExecutor pool = open(TWO.spares(2));
    pool.close();
    assertThat(myChildren()).noneMatch(PoolTest::runsWorkerMain);
  }

  @Test
  void whenNothingCanStartASpareChangesNothingAboutIt() {
    GilExecutor pool = open(ONE.spares(1).workerArguments("-XX:NoSuchFlag=1"));
    failure(pool.submit(gil -> 1), WorkerStartFailedException.class);
    failure(pool.submit(gil -> 1), WorkerStartFailedException.class);
  }
}
