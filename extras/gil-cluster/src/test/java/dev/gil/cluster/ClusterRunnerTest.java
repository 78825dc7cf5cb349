package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gil.cluster.engine.Note;
import dev.gil.cluster.engine.Reply;
import dev.gil.cluster.engine.TaskId;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import dev.gil.spi.Trait;
import dev.gil.spi.WorkerSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a task when its member is lost, answers late, leaves, or is not there. */
class ClusterRunnerTest {
  private static final StrategySettings TWO = StrategySettings.DEFAULTS.workers(2);
  private static final TaskOptions AGAIN = TaskOptions.NONE.idempotent(3);
  private static final long LIMIT_SECONDS = 60;

  private final Script script = new Script(Script.A, Script.B);
  private final RunnerCounts counts = new RunnerCounts();
  private final Map<String, String> tickets = new ConcurrentHashMap<>();
  private final List<GilExecutor> opened = new ArrayList<>();

  private GilExecutor open(StrategySettings settings, Duration patience) {
    ParallelismStrategy strategy =
        new ParallelismStrategy() {
          @Override
          public String id() {
            return "scripted";
          }

          @Override
          public Set<Trait> traits() {
            return Set.of(Trait.LOCK_PER_WORKER, Trait.NEEDS_SERIALIZABLE);
          }

          @Override
          public Runner open(StrategySettings with) {
            return new ClusterRunner(script, id(), with, patience, counts, tickets::put);
          }
        };
    GilExecutor pool = Strategies.open(strategy, settings);
    opened.add(pool);
    return pool;
  }

  private GilExecutor open(StrategySettings settings) {
    return open(settings, Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    opened.forEach(GilExecutor::shutdownNow);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static WorkerLostException lost(Future<?> future) {
    ExecutionException failed = catchThrowableOfType(ExecutionException.class, () -> get(future));
    assertThat(failed).isNotNull();
    assertThat(failed.getCause()).isInstanceOf(WorkerLostException.class);
    return (WorkerLostException) failed.getCause();
  }

  private static void await(String what, BooleanSupplier isSo) {
    long start = System.nanoTime();
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime() - start)
          .as(what)
          .isLessThan(TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void anAnswerEndsItsTask() throws Exception {
    TaskFuture<Integer> seven = open(TWO).submit(gil -> 7);
    script.next().run();
    assertThat(get(seven)).isEqualTo(7);
  }

  @Test
  void anIdempotentTaskIsSubmittedAgainWhenItsMemberIsLost() throws Exception {
    GilExecutor pool = open(TWO);
    TaskFuture<Integer> seven = pool.submit(AGAIN, gil -> 7);
    Script.Sent first = script.next();
    script.leave(first.to());
    first.lose();
    Script.Sent second = script.next();
    assertThat(second.to()).isNotEqualTo(first.to());
    second.run();
    assertThat(get(seven)).isEqualTo(7);
    assertThat(pool.snapshot().retried()).isEqualTo(1);
    assertThat(counts.lost()).isEqualTo(1);
  }

  @Test
  void theCallbackSubmitsItAgainThoughNobodyAsksForTheResult() throws Exception {
    var _ = open(TWO).submit(AGAIN, gil -> 7);
    script.next().lose();
    assertThat(script.next().envelope().id().number()).isEqualTo(2);
  }

  @Test
  void attemptsEnd() throws Exception {
    TaskFuture<Integer> never = open(TWO).submit(TaskOptions.NONE.idempotent(2), gil -> 7);
    Script.Sent first = script.next();
    assertThat(first.envelope().attempts()).isEqualTo(2);
    first.lose();
    Script.Sent second = script.next();
    assertThat(second.envelope().attempts()).isEqualTo(1);
    second.lose();
    assertThat(lost(never)).hasMessageContaining("attempt 2");
    assertThat(script.hasMore()).isFalse();
  }

  @Test
  void anotherTaskFailsWithItsMember() throws Exception {
    TaskFuture<Integer> once = open(TWO).submit(gil -> 7);
    Script.Sent sent = script.next();
    sent.lose();
    assertThat(lost(once))
        .hasMessageContaining(sent.to().name())
        .hasMessageContaining("attempt 1")
        .hasMessageContaining("may have run")
        .hasRootCauseMessage("connection reset");
    assertThat(script.hasMore()).isFalse();
  }

  @Test
  void anAnswerAfterTheLossIsDiscardedAndCounted() throws Exception {
    TaskFuture<Integer> seven = open(TWO).submit(AGAIN, gil -> 7);
    Script.Sent first = script.next();
    first.lose();
    Script.Sent second = script.next();
    first.run();
    assertThat(counts.duplicates()).isEqualTo(1);
    assertThat(seven.isDone()).isFalse();
    second.run();
    assertThat(get(seven)).isEqualTo(7);
  }

  @Test
  void aLossAfterTheAnswerChangesNothing() throws Exception {
    TaskFuture<Integer> seven = open(TWO).submit(AGAIN, gil -> 7);
    Script.Sent first = script.next();
    first.run();
    first.lose();
    assertThat(get(seven)).isEqualTo(7);
    assertThat(counts.lost()).isZero();
    assertThat(script.hasMore()).isFalse();
  }

  @Test
  void whatWasLostGoesBeforeWhatWaits() throws Exception {
    GilExecutor pool = open(StrategySettings.DEFAULTS.workers(1));
    var _ = pool.submit(AGAIN.label("first"), gil -> 1);
    for (int i = 0; i < 5; i++) {
      var _ = pool.submit(AGAIN.label("later"), gil -> 2);
    }
    Script.Sent first = script.next();
    first.lose();
    // Room is made before the loss is told, so that one of the others may be under way by now.
    List<Long> attempts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Script.Sent next = script.next();
      attempts.add((long) next.envelope().attempts());
      next.run();
    }
    assertThat(attempts).contains(2L);
  }

  @Test
  void noMoreAreInFlightThanMayBe() throws Exception {
    GilExecutor pool = open(TWO.inFlight(2));
    List<TaskFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      futures.add(pool.submit(gil -> number));
    }
    List<Script.Sent> under = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      under.add(script.next());
    }
    assertThat(script.hasMore()).as("a fifth is sent").isFalse();
    assertThat(under).extracting(Script.Sent::to).containsOnly(Script.A, Script.B);
    assertThat(under.stream().filter(sent -> sent.to().equals(Script.A)).count()).isEqualTo(2);
    under.forEach(Script.Sent::run);
    for (int i = 4; i < 20; i++) {
      script.next().run();
    }
    for (int i = 0; i < 20; i++) {
      assertThat(get(futures.get(i))).isEqualTo(i);
    }
  }

  @Test
  void membersBeyondTheWorkersStandByUntilOneIsLost() throws Exception {
    GilExecutor pool = open(StrategySettings.DEFAULTS.workers(1));
    assertThat(pool.snapshot().workers()).hasSize(1);
    TaskFuture<Integer> seven = pool.submit(AGAIN, gil -> 7);
    Script.Sent first = script.next();
    script.leave(first.to());
    assertThat(pool.snapshot().workers())
        .extracting(WorkerSnapshot::name)
        .doesNotContain(first.to().name());
    first.lose();
    script.next().run();
    assertThat(get(seven)).isEqualTo(7);
  }

  @Test
  void aMemberThatLeavesHasItsTasksBegunElsewhereAtNoCost() throws Exception {
    GilExecutor pool = open(TWO);
    TaskFuture<Integer> seven = pool.submit(gil -> 7);
    Script.Sent first = script.next();
    first.refuse(Reply.Kind.LEAVING);
    Script.Sent second = script.next();
    assertThat(second.to()).isNotEqualTo(first.to());
    assertThat(second.envelope().attempts()).isEqualTo(1);
    second.run();
    assertThat(get(seven)).isEqualTo(7);
    assertThat(pool.snapshot().retried()).isZero();
    assertThat(counts.refused()).isEqualTo(1);
    TaskFuture<Integer> eight = pool.submit(gil -> 8);
    Script.Sent third = script.next();
    assertThat(third.to()).as("never the one that leaves").isEqualTo(second.to());
    third.run();
    assertThat(get(eight)).isEqualTo(8);
  }

  @Test
  void whatWasBegunBeforeIsNotBegunAgain() throws Exception {
    TaskFuture<Integer> once = open(TWO).submit(gil -> 7);
    script.next().refuse(Reply.Kind.BEGUN_BEFORE);
    var _ = lost(once);
    assertThat(script.hasMore()).isFalse();
  }

  @Test
  void aNewMemberGetsWhatWaits() throws Exception {
    script.leave(Script.A);
    script.leave(Script.B);
    TaskFuture<Integer> seven = open(TWO).submit(gil -> 7);
    assertThat(script.hasMore()).isFalse();
    script.join(Script.C);
    script.next().run();
    assertThat(get(seven)).isEqualTo(7);
  }

  @Test
  void withoutAnyMemberTasksFailWhenPatienceEnds() throws Exception {
    GilExecutor pool = open(TWO, Duration.ofMillis(100));
    script.leave(Script.A);
    script.leave(Script.B);
    List<TaskFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      futures.add(pool.submit(AGAIN, gil -> 7));
    }
    for (TaskFuture<Integer> future : futures) {
      assertThat(lost(future))
          .hasMessageContaining("the cluster of a test")
          .hasMessageContaining("100 ms");
    }
    assertThat(pool.snapshot().unfinished()).isZero();
    script.join(Script.C);
    TaskFuture<Integer> seven = pool.submit(gil -> 7);
    script.next().run();
    assertThat(get(seven)).isEqualTo(7);
  }

  @Test
  void aTaskThatWaitsHereIsCancelledHere() throws Exception {
    GilExecutor pool = open(StrategySettings.DEFAULTS.workers(1));
    TaskFuture<Integer> first = pool.submit(gil -> 1);
    TaskFuture<Integer> second = pool.submit(gil -> 2);
    TaskFuture<Integer> third = pool.submit(gil -> 3);
    second.cancel(true);
    script.next().run();
    assertThat(get(first)).isEqualTo(1);
    script.next().run();
    assertThat(get(third)).isEqualTo(3);
    assertThat(script.told).isEmpty();
    assertThat(script.hasMore()).isFalse();
  }

  @Test
  void aTaskUnderWayIsCancelledThere() throws Exception {
    GilExecutor pool = open(TWO);
    TaskFuture<Integer> task = pool.submit(AGAIN, gil -> 1);
    Script.Sent sent = script.next();
    task.cancel(true);
    assertThat(script.told.poll(LIMIT_SECONDS, TimeUnit.SECONDS))
        .isEqualTo(new Note.Cancel(sent.envelope().id()));
    sent.lose();
    await("the end of the cancelled", () -> pool.snapshot().unfinished() == 0);
    assertThat(script.hasMore()).as("a cancelled task is sent again").isFalse();
  }

  @Test
  void aCancelThatCrossesTheAnswerEndsOnce() throws Exception {
    GilExecutor pool = open(TWO);
    for (int i = 0; i < 200; i++) {
      TaskFuture<Integer> task = pool.submit(AGAIN, gil -> 1);
      Script.Sent sent = script.next();
      Thread crossing = Thread.ofVirtual().start(() -> task.cancel(true));
      sent.run();
      crossing.join();
      assertThat(task.isDone()).isTrue();
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(script.closings).hasValue(1);
  }

  @Test
  void anEngineThatThrowsFailsTheTask() throws Exception {
    script.broken = new IllegalStateException("out of order");
    GilExecutor pool = open(TWO);
    assertThat(lost(pool.submit(gil -> 1))).hasRootCauseMessage("out of order");
    script.broken = null;
    TaskFuture<Integer> two = pool.submit(gil -> 2);
    script.next().run();
    assertThat(get(two)).isEqualTo(2);
  }

  @Test
  void closingWaitsForWhatIsUnderWayThenEndsTheEngine() throws Exception {
    GilExecutor pool = open(TWO);
    TaskFuture<Integer> seven = pool.submit(gil -> 7);
    Script.Sent sent = script.next();
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(script.closings).hasValue(0);
    sent.run();
    assertThat(pool.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(get(seven)).isEqualTo(7);
    assertThat(script.closings).hasValue(1);
  }

  @Test
  void progressReachesItsTaskOnly() throws Exception {
    List<Long> heard = new ArrayList<>();
    TaskFuture<Integer> task =
        open(TWO).submit(TaskOptions.NONE.onProgress((done, _) -> heard.add(done)), gil -> 1);
    Script.Sent sent = script.next();
    assertThat(sent.envelope().notes()).isEqualTo("here");
    script.hear(new Note.Progress(sent.envelope().id(), 3, 4).write());
    script.hear(new byte[] {1, 2, 3});
    TaskId mine = sent.envelope().id();
    script.hear(new Note.Progress(new TaskId(mine.run() + 1, mine.number()), 5, 5).write());
    script.hear(new Note.Progress(new TaskId(mine.run(), mine.number() + 1), 6, 6).write());
    sent.run();
    assertThat(get(task)).isEqualTo(1);
    script.hear(new Note.Progress(mine, 4, 4).write());
    assertThat(heard).as("also what was slower than the result").containsExactly(3L, 4L);
  }

  @Test
  void aTicketIsToldWithTheLabel() throws Exception {
    TaskFuture<Integer> task = open(TWO).submit(TaskOptions.NONE.label("mine"), gil -> 1);
    Script.Sent sent = script.next();
    sent.receipt().accepted("ticket 5");
    sent.run();
    assertThat(get(task)).isEqualTo(1);
    assertThat(tickets).containsEntry("mine", "ticket 5");
  }

  @Test
  void aBlockedDependentHoldsUpNoOther() throws Exception {
    GilExecutor pool = open(TWO);
    TaskFuture<Integer> one = pool.submit(gil -> 1);
    TaskFuture<Integer> two = pool.submit(gil -> 2);
    var afterTwo = one.thenApply(value -> value + two.toCompletableFuture().join());
    script.next().run();
    script.next().run();
    assertThat(get(afterTwo.toCompletableFuture())).isEqualTo(3);
  }
}
