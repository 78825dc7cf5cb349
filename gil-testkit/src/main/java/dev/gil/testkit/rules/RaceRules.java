package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.KILLS_RUNNING_TASKS;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.PoolSaturatedException;
import dev.gil.spi.ExecutorSnapshot;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** S21: submits, cancels and closing that meet each other. */
final class RaceRules {
  private static final int SUBMITTERS = 4;
  private static final int EACH = 100;
  private static final int ROUNDS = 100;

  private RaceRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S21.1", "what many threads submit at once runs, each once", "Runner#start(Job)")
            .by(RaceRules::manySubmitters),
        rule("S21.2", "what was accepted while it was being shut down runs", "Runner#close")
            .by(RaceRules::submitsMeetShutdown),
        rule("S21.3", "what was accepted before shutdownNow runs or is cancelled", "Runner#close")
            .by(RaceRules::submitsMeetShutdownNow),
        rule("S21.4", "a cancel that meets the end leaves a value or a cancel", "TaskFuture")
            .without(KILLS_RUNNING_TASKS) // S6.8 and S6.9 ask those, at the cost of a worker each
            .by(RaceRules::cancelsMeetEnds),
        rule("S21.5", "two threads may close at once", "GilExecutor").by(RaceRules::twoClosers),
        rule("S21.6", "a task that comes when all others have just ended runs", "Runner#start(Job)")
            .by(RaceRules::meetsIdleness));
  }

  /** Starts a thread that submits until it is refused or has submitted enough. */
  private static FutureTask<List<TaskFuture<Integer>>> submitter(
      Trial t, GilExecutor pool, CountDownLatch go, String tally) {
    int tasks = t.times(EACH);
    Marks m = t.marks();
    FutureTask<List<TaskFuture<Integer>>> submits =
        new FutureTask<>(
            () -> {
              List<TaskFuture<Integer>> accepted = new ArrayList<>();
              go.await();
              try {
                for (int i = 0; i < tasks; i++) {
                  int number = i;
                  accepted.add(
                      tally.isEmpty()
                          ? pool.submit(gil -> number)
                          : pool.submit(
                              gil -> {
                                m.tally(tally);
                                return number;
                              }));
                }
              } catch (PoolSaturatedException e) {
                // Closed meanwhile: what it accepted is what counts.
              }
              return accepted;
            });
    t.start("submitter of a rule", submits);
    return submits;
  }

  private static void manySubmitters(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    CountDownLatch go = new CountDownLatch(1);
    List<FutureTask<List<TaskFuture<Integer>>>> submitters = new ArrayList<>();
    for (int i = 0; i < t.times(SUBMITTERS); i++) {
      submitters.add(submitter(t, pool, go, "run"));
    }
    go.countDown();
    for (var submits : submitters) {
      List<TaskFuture<Integer>> accepted = t.get(submits);
      for (int i = 0; i < t.times(EACH); i++) {
        assertThat(t.<Integer>get(accepted.get(i))).isEqualTo(i);
      }
    }
    assertThat(t.marks().count("run")).as("runs").isEqualTo(t.times(SUBMITTERS) * t.times(EACH));
  }

  private static void submitsMeetShutdown(Trial t) throws Exception {
    for (int round = 0; t.again(round, ROUNDS); round++) {
      GilExecutor pool = t.open(t.narrow());
      CountDownLatch go = new CountDownLatch(1);
      var submits = submitter(t, pool, go, "");
      t.<Integer>get(pool.submit(gil -> 0));
      go.countDown();
      for (int i = 0; i < round; i++) {
        Thread.onSpinWait();
      }
      pool.shutdown();
      List<TaskFuture<Integer>> accepted = t.get(submits);
      for (int i = 0; i < accepted.size(); i++) {
        assertThat(t.<Integer>get(accepted.get(i))).as("value, in round " + round).isEqualTo(i);
      }
      t.assertEnds(pool);
    }
  }

  private static void submitsMeetShutdownNow(Trial t) throws Exception {
    for (int round = 0; t.again(round, ROUNDS); round++) {
      GilExecutor pool = t.open(t.narrow());
      CountDownLatch go = new CountDownLatch(1);
      var submits = submitter(t, pool, go, "");
      go.countDown();
      for (int i = 0; i < round; i++) {
        Thread.onSpinWait();
      }
      pool.shutdownNow();
      List<TaskFuture<Integer>> accepted = t.get(submits);
      t.assertEnds(pool);
      for (TaskFuture<Integer> future : accepted) {
        assertThat(future.isDone()).as("done at the end, in round " + round).isTrue();
        valueOrCancel(t, future);
      }
    }
  }

  private static boolean valueOrCancel(Trial t, TaskFuture<Integer> future) throws Exception {
    try {
      t.<Integer>get(future);
      return true;
    } catch (CancellationException e) {
      assertThat(future.isCancelled()).as("isCancelled").isTrue();
      return false;
    }
  }

  private static void cancelsMeetEnds(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    int tasks = t.times(SUBMITTERS * EACH);
    int values = 0;
    for (int i = 0; i < tasks; i++) {
      int number = i;
      TaskFuture<Integer> future = pool.submit(gil -> number);
      for (int wait = 0; wait < number; wait++) {
        Thread.onSpinWait();
      }
      boolean cancelled = future.cancel(true);
      boolean value = valueOrCancel(t, future);
      assertThat(value).as("a value though cancel was true, task " + i).isEqualTo(!cancelled);
      values += value ? 1 : 0;
    }
    t.assertEnds(pool);
    ExecutorSnapshot end = pool.snapshot();
    assertThat(List.of(end.completed(), end.cancelled()))
        .as("completed and cancelled")
        .isEqualTo(List.of((long) values, (long) tasks - values));
  }

  private static void twoClosers(Trial t) throws Exception {
    for (int round = 0; t.again(round, ROUNDS); round++) {
      GilExecutor pool = t.open(t.narrow());
      TaskFuture<Integer> future = pool.submit(gil -> 1);
      FutureTask<Boolean> other =
          new FutureTask<>(
              () -> {
                pool.close();
                return pool.isTerminated();
              });
      t.start("closer of a rule", other);
      pool.close();
      assertThat(t.<Boolean>get(other)).as("terminated for the other").isTrue();
      assertThat(pool.isTerminated()).as("terminated").isTrue();
      assertThat(t.<Integer>get(future)).isEqualTo(1);
    }
  }

  /**
   * From at once to a millisecond or so after the task before, whatever a runner does meanwhile.
   */
  private static void meetsIdleness(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    for (int i = 0; t.again(i, 10 * ROUNDS); i++) {
      int number = i;
      assertThat(t.<Integer>get(pool.submit(gil -> number))).isEqualTo(number);
      for (int wait = 0; wait < i % 100 * 200; wait++) {
        Thread.onSpinWait();
      }
    }
  }
}
