package dev.gil.testkit.rules;

import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.PoolSaturatedException;
import dev.gil.spi.ExecutorSnapshot;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;

/** S9: how much an executor takes, and what it counts. */
final class BoundRules {
  private static final int QUEUE = 3;

  private BoundRules() {}

  static List<Probe> all() {
    return List.of(
        rule(
                "S9.1",
                "a full executor refuses, and what it refused does not run",
                "StrategySettings#queue()")
            .whereTasksWait()
            .by(BoundRules::fullRefuses),
        rule("S9.2", "an executor that was full has room when tasks have ended", "GilExecutor")
            .by(BoundRules::roomAgain),
        rule("S9.3", "submit never waits for tasks", "Runner#start(Job)")
            .by(BoundRules::submitNeverWaits),
        rule("S9.4", "a cancelled task gives its place up", "GilExecutor")
            .whereTasksWait()
            .by(BoundRules::cancelMakesRoom),
        rule("S9.5", "the counters add up", "ExecutorSnapshot").by(BoundRules::counters));
  }

  private static StrategySettings bounded(Trial t) {
    int occupants = Math.max(1, t.subject().tasksAtOnce());
    return t.narrow().queue(QUEUE + occupants - 1);
  }

  private static void fullRefuses(Trial t) throws Exception {
    GilExecutor pool = t.occupied(bounded(t));
    Marks m = t.marks();
    List<TaskFuture<?>> taken = new ArrayList<>();
    for (int i = 0; i < QUEUE; i++) {
      taken.add(pool.run(gil -> m.tally("taken")));
    }
    assertThatThrownBy(() -> pool.run(gil -> m.tally("refused")))
        .isInstanceOf(PoolSaturatedException.class)
        .hasMessageContaining("full");
    m.set("go");
    for (TaskFuture<?> future : taken) {
      t.get(future);
    }
    t.assertEnds(pool);
    assertThat(m.count("taken")).isEqualTo(QUEUE);
    assertThat(m.count("refused")).isEqualTo(0);
  }

  private static void roomAgain(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow().queue(0));
    for (int i = 0; i < 5; i++) {
      int number = i;
      t.eventually("room", () -> pool.snapshot().unfinished() == 0 && submits(pool, number));
      t.eventually("the end of the task", () -> pool.snapshot().completed() == number + 1);
    }
  }

  /** The place of a task is free shortly after its future is done. */
  private static boolean submits(GilExecutor pool, int number) {
    try {
      var _ = pool.submit(gil -> number);
      return true;
    } catch (PoolSaturatedException e) {
      return false;
    }
  }

  private static void submitNeverWaits(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    List<TaskFuture<?>> futures = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      futures.add(pool.run(gil -> m.await("go")));
    }
    m.set("go");
    for (TaskFuture<?> future : futures) {
      t.get(future);
    }
  }

  private static void cancelMakesRoom(Trial t) throws Exception {
    GilExecutor pool = t.occupied(bounded(t));
    List<TaskFuture<?>> waiting = new ArrayList<>();
    for (int i = 0; i < QUEUE; i++) {
      waiting.add(pool.submit(gil -> "waiting"));
    }
    waiting.getFirst().cancel(true);
    TaskFuture<String> inItsPlace = pool.submit(gil -> "in its place");
    t.marks().set("go");
    assertThat(t.<String>get(inItsPlace)).isEqualTo("in its place");
  }

  private static void counters(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    for (int i = 0; i < 3; i++) {
      t.<String>get(pool.submit(gil -> "completed"));
    }
    t.failureOf(
        pool.submit(
            gil -> {
              throw new Oops("failed");
            }));
    TaskFuture<?> running =
        pool.run(
            gil -> {
              m.set("started");
              m.await("go");
            });
    t.awaitMark("started");
    TaskFuture<?> cancelled = pool.run(gil -> m.await("go")); // it may have begun
    cancelled.cancel(false);
    ExecutorSnapshot middle = pool.snapshot();
    assertThat(middle.unfinished()).as("unfinished, while one runs").isEqualTo(1);
    m.set("go");
    t.get(running);
    t.assertEnds(pool);
    assertThatThrownBy(() -> pool.submit(gil -> "rejected"))
        .isInstanceOf(PoolSaturatedException.class);
    ExecutorSnapshot end = pool.snapshot();
    List<Long> counted =
        List.of(end.submitted(), end.completed(), end.failed(), end.cancelled(), end.rejected());
    assertThat(counted)
        .as("submitted, completed, failed, cancelled, rejected")
        .isEqualTo(List.of(6L, 4L, 1L, 1L, 1L));
    assertThat(end.unfinished()).as("unfinished, at the end").isEqualTo(0);
    assertThat(end.strategy()).isEqualTo(t.subject().strategy().id());
  }
}
