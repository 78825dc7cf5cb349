package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.WorkerLimits;
import dev.gil.spi.WorkerSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers are replaced in time, and no task notices. */
class RecyclingTest extends PoolTest {
  private static final long HUGE = 1L << 40; // no worker is

  private static final Map<String, Object> KEPT = new HashMap<>(); // a worker's own

  /** Waits in a worker until a file is there. */
  private static void awaitFile(String file) {
    while (Files.notExists(Path.of(file))) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static Map<Long, Integer> tasksByPid(GilExecutor pool, int tasks) throws Exception {
    List<TaskFuture<Long>> all = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      all.add(pool.submit(gil -> myPid()));
    }
    Map<Long, Integer> counts = new HashMap<>();
    for (TaskFuture<Long> one : all) {
      counts.merge(get(one), 1, Integer::sum);
    }
    return counts;
  }

  private static void nothingWasLost(GilExecutor pool) {
    assertThat(pool.snapshot().failed()).isZero();
    assertThat(pool.snapshot().retried()).isZero();
  }

  @Test
  void aProcessRunsExactlySoManyTasksAndAnotherGoesOn() throws Exception {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.recycleAfterTasks(3)));
    assertThat(tasksByPid(pool, 9).values()).containsExactly(3, 3, 3);
    nothingWasLost(pool);
  }

  /** Small tasks are sent ahead by the hundred, but not more than a process may run. */
  @Test
  void whatIsSentAheadCounts() throws Exception {
    GilExecutor pool = open(TWO.limits(WorkerLimits.NONE.recycleAfterTasks(700)));
    assertThat(tasksByPid(pool, 5_000).values()).allMatch(count -> count <= 700);
    nothingWasLost(pool);
  }

  @Test
  void aTaskEachInAProcessOfItsOwnTripsNoBreaker() throws Exception {
    GilExecutor pool = open(TWO.spares(1).limits(WorkerLimits.NONE.recycleAfterTasks(1)));
    assertThat(tasksByPid(pool, 15)).hasSize(15);
    nothingWasLost(pool);
  }

  @Test
  void firstProcessesEndApart() throws Exception {
    GilExecutor pool = open(TWO.limits(WorkerLimits.NONE.recycleAfterTasks(10)));
    await("both workers", () -> states(pool).equals(List.of("idle", "idle")));
    List<Long> first = pids(pool);
    Map<Long, Integer> counts = tasksByPid(pool, 40);
    assertThat(counts.getOrDefault(first.getLast(), 0)).isLessThanOrEqualTo(5);
    nothingWasLost(pool);
  }

  private static List<String> states(GilExecutor pool) {
    return pool.snapshot().workers().stream().map(WorkerSnapshot::state).toList();
  }

  @Test
  void anOldWorkerIsReplacedAlthoughItIsIdle() throws Exception {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.recycleAfter(Duration.ofSeconds(1))));
    await("a worker", () -> states(pool).equals(List.of("idle")));
    long first = pids(pool).getFirst();
    await("another one", () -> states(pool).equals(List.of("idle")) && !pids(pool).contains(first));
    await("the end of the first", () -> !runs(first));
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
    nothingWasLost(pool);
  }

  /** More than the breaker lets end in a row before they began a task. */
  @Test
  void workersThatAgeWithoutTasksTripNoBreaker() throws Exception {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.recycleAfter(Duration.ofSeconds(1))));
    Set<Long> seen = new HashSet<>();
    await(
        "more workers than may end in a row before they began a task",
        () -> {
          seen.addAll(pids(pool));
          return seen.size() > 11;
        });
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
    nothingWasLost(pool);
  }

  /** Also what the worker was sent ahead goes to the spare, while the task before it runs on. */
  @Test
  void whatRunsInAnOldWorkerEndsThereAndTheSpareTakesTheRest(@TempDir Path mine) throws Exception {
    GilExecutor pool =
        open(ONE.spares(1).limits(WorkerLimits.NONE.recycleAfter(Duration.ofSeconds(3))));
    String gate = mine.resolve("gate").toString();
    List<TaskFuture<Long>> before = submit(pool, 2_000);
    TaskFuture<Long> running = pool.submit(gil -> waitHere(gate));
    List<TaskFuture<Long>> after = submit(pool, 500);
    for (TaskFuture<Long> one : before) {
      get(one);
    }
    for (TaskFuture<Long> one : after) {
      get(one); // would wait for ever if it stayed behind the one that runs
    }
    assertThat(running.isDone()).isFalse();
    Files.createFile(Path.of(gate));
    long old = get(running);
    assertThat((Object) get(after.getLast())).isNotEqualTo(old);
    await("the end of the old one", () -> !runs(old));
    nothingWasLost(pool);
  }

  private static long waitHere(String gate) {
    awaitFile(gate);
    return myPid();
  }

  private static List<TaskFuture<Long>> submit(GilExecutor pool, int tasks) {
    List<TaskFuture<Long>> all = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      all.add(pool.submit(gil -> myPid()));
    }
    return all;
  }

  /** The sizes are made up, the workers are real. */
  @Test
  void oneAtATimeIsReplacedHoweverManyAreTooLarge(@TempDir Path mine) throws Exception {
    Opened opened = new Opened();
    StrategySettings settings = TWO.limits(WorkerLimits.NONE.recycleAbove(HUGE));
    GilExecutor pool = open(opened, settings);
    String gate = mine.resolve("gate").toString();
    Heard heard = new Heard();
    List<TaskFuture<Long>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(
          pool.submit(
              heard.options(),
              gil -> {
                gil.progress(myPid(), 0);
                return waitHere(gate);
              }));
    }
    Map<Long, Long> sizes = new HashMap<>();
    while (sizes.size() < 2) {
      sizes.put(heard.next(), HUGE + 1);
    }
    opened.runner().looked(sizes);
    assertThat(states(pool)).containsExactlyInAnyOrder("relieved", "busy");
    sizes.keySet().retainAll(List.of(pidOfBusy(pool)));
    opened.runner().looked(sizes);
    assertThat(states(pool)).containsExactlyInAnyOrder("relieved", "busy");
    Files.createFile(Path.of(gate));
    for (TaskFuture<Long> one : both) {
      get(one);
    }
    nothingWasLost(pool);
  }

  private static long pidOfBusy(GilExecutor pool) {
    return pool.snapshot().workers().stream()
        .filter(worker -> worker.state().equals("busy"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  @Test
  void whatItWasSentAheadRunsInTheNextProcessWhereThereIsNoSpare(@TempDir Path mine)
      throws Exception {
    Opened opened = new Opened();
    StrategySettings settings = ONE.limits(WorkerLimits.NONE.recycleAbove(HUGE));
    GilExecutor pool = open(opened, settings);
    String gate = mine.resolve("gate").toString();
    Heard heard = new Heard();
    List<TaskFuture<Long>> before = submit(pool, 2_000);
    TaskFuture<Long> running =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(myPid(), 0);
              return waitHere(gate);
            });
    List<TaskFuture<Long>> after = submit(pool, 500);
    long old = heard.next();
    get(before.getLast());
    opened.runner().looked(Map.of(old, HUGE + 1));
    Files.createFile(Path.of(gate));
    assertThat((Object) get(running)).isEqualTo(old);
    for (TaskFuture<Long> one : after) {
      assertThat((Object) get(one)).isNotEqualTo(old);
    }
    nothingWasLost(pool);
  }

  @Test
  void aWorkerThatHasBegunNothingIsNotReplacedForItsSize() throws Exception {
    Opened opened = new Opened();
    StrategySettings settings = ONE.limits(WorkerLimits.NONE.recycleAbove(HUGE));
    GilExecutor pool = open(opened, settings);
    await("a worker", () -> states(pool).equals(List.of("idle")));
    Map<Long, Long> sizes = Map.of(pids(pool).getFirst(), HUGE + 1);
    opened.runner().looked(sizes);
    assertThat(states(pool)).containsExactly("idle");
    get(pool.submit(gil -> 1));
    opened.runner().looked(sizes);
    await("another one", () -> !sizes.keySet().containsAll(pids(pool)));
  }

  @Test
  void aRelievedWorkerExitsInOrder(@TempDir Path mine) throws Exception {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.recycleAfterTasks(1)));
    String marker = mine.resolve("hook").toString();
    get(pool.run(gil -> createAtExit(marker)));
    await("the worker's shutdown hook", () -> Files.exists(Path.of(marker)));
    nothingWasLost(pool);
  }

  @Test
  void aWorkerThatHasGrownIsReplacedAndOneThatHasNotIsKept() throws Exception {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.recycleAbove(400L << 20)));
    long first = get(pool.submit(gil -> myPid()));
    get(
        pool.submit(
            gil -> {
              byte[] much = new byte[450 << 20];
              java.util.Arrays.fill(much, (byte) 1); // else it has no pages
              KEPT.put("much", much);
              return 1;
            }));
    await(
        "another worker",
        () -> states(pool).equals(List.of("idle")) && !pids(pool).contains(first));
    long second = get(pool.submit(gil -> myPid()));
    assertThat(second).isNotEqualTo(first);
    await("the end of the first", () -> !runs(first));
    nothingWasLost(pool);
  }

  /** A limit below what any worker has: each runs a task before it is replaced, and none twice. */
  @Test
  void aLimitThatIsAlwaysExceededStillLetsTasksRun() throws Exception {
    GilExecutor pool =
        open(
            TWO.limits(WorkerLimits.NONE.recycleAbove(64L << 20))
                .workerArguments("-Xms100m", "-XX:+AlwaysPreTouch"));
    Set<Long> seen = new HashSet<>();
    await(
        "many workers",
        () -> {
          try {
            seen.add(get(pool.submit(gil -> myPid())));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return seen.size() > 6;
        });
    nothingWasLost(pool);
  }

  @Test
  void aPoolThatIsClosedWhileItRecyclesLeavesNothing() throws Exception {
    GilExecutor pool = open(TWO.spares(1).limits(WorkerLimits.NONE.recycleAfterTasks(2)));
    assertThat(tasksByPid(pool, 6)).isNotEmpty();
    pool.close();
    assertThat(myChildren()).noneMatch(PoolTest::runsWorkerMain);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("gil-processes-"));
  }

  @Test
  void onlyAPoolWithSuchALimitHasAThreadThatWatches() {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.recycleAfterTasks(2)));
    assertThat(watching()).isZero();
    GilExecutor other = open(ONE.limits(WorkerLimits.NONE.recycleAfter(Duration.ofDays(1))));
    assertThat(watching()).isEqualTo(1);
    other.close();
    assertThat(watching()).isZero();
    pool.close();
  }

  private static long watching() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("gil-processes-watch"))
        .count();
  }
}
