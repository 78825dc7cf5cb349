package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.PoolSaturatedException;
import dev.gil.spi.Block;
import dev.gil.spi.Body;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** S8: closing waits, stops and refuses as an {@code ExecutorService} does. */
final class ClosingRules {
  private ClosingRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S8.1", "close waits for all tasks", "GilExecutor").by(ClosingRules::closeWaits),
        rule("S8.2", "what was accepted before the shutdown runs", "Runner#close")
            .by(ClosingRules::acceptedRuns),
        rule("S8.3", "a closed executor refuses tasks", "PoolSaturatedException")
            .by(ClosingRules::refuses),
        rule(
                "S8.4",
                "shutdownNow returns what waited, cancelled, and it does not run",
                "Runner#close")
            .whereTasksWait()
            .by(ClosingRules::shutdownNowTakesTheWaiting),
        rule("S8.5", "shutdownNow ends what runs at its next checkpoint", "GilExecutor")
            .by(ClosingRules::shutdownNowEndsTheRunning),
        rule("S8.6", "awaitTermination is false until the last task has ended", "ExecutorService")
            .inRealTime()
            .by(ClosingRules::awaitTermination),
        rule("S8.7", "an executor that never ran anything closes, twice", "Runner#close")
            .by(ClosingRules::closesUnused),
        rule(
                "S8.8",
                "an interrupted close cancels the tasks, keeping the interrupt",
                "ExecutorService")
            .by(ClosingRules::interruptedClose),
        rule("S8.9", "a task may shut its own executor down", "GilExecutor")
            .needs(SHARES_HEAP)
            .by(ClosingRules::fromInside),
        rule(
                "S8.10",
                "shutdownNow ends an async task whose stage can neither complete nor be cancelled",
                "GilExecutor#submitAsync")
            .by(ClosingRules::neverCompletes));
  }

  private static void closeWaits(Trial t) {
    Marks m = t.marks();
    GilExecutor pool = t.open(t.narrow());
    for (int i = 0; i < 20; i++) {
      var _ = pool.run(gil -> m.tally("ran"));
    }
    pool.close();
    assertThat(m.count("ran")).as("tasks that had run when close returned").isEqualTo(20);
    assertThat(pool.isTerminated()).as("isTerminated").isTrue();
  }

  private static void acceptedRuns(Trial t) throws Exception {
    GilExecutor pool = t.occupied(t.narrow());
    List<TaskFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      futures.add(pool.submit(gil -> number));
    }
    pool.shutdown();
    t.marks().set("go");
    for (int i = 0; i < 5; i++) {
      assertThat(t.<Integer>get(futures.get(i))).isEqualTo(i);
    }
    t.assertEnds(pool);
  }

  private static void refuses(Trial t) throws Exception {
    GilExecutor pool = t.open();
    pool.shutdown();
    Block block = () -> {};
    assertThatThrownBy(() -> pool.submit(gil -> 1))
        .isInstanceOf(PoolSaturatedException.class)
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> pool.execute(block)).isInstanceOf(PoolSaturatedException.class);
    assertThatThrownBy(() -> pool.map(List.of(1), x -> x))
        .isInstanceOf(PoolSaturatedException.class);
    List<Callable<Integer>> tasks = List.of((Body<Integer>) () -> 1);
    assertThatThrownBy(() -> pool.invokeAll(tasks)).isInstanceOf(PoolSaturatedException.class);
    assertThat(pool.isShutdown()).isTrue();
    t.assertEnds(pool);
  }

  private static void shutdownNowTakesTheWaiting(Trial t) throws Exception {
    GilExecutor pool = t.occupied(t.narrow());
    Marks m = t.marks();
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      futures.add(pool.run(gil -> m.set("ran")));
    }
    // A runner may have taken one or the other off its queue already, but begun none.
    assertThat(pool.shutdownNow()).as("tasks returned").hasSize(3);
    for (Future<?> future : futures) {
      t.assertCancelled(future);
    }
    m.set("go");
    t.assertEnds(pool);
    assertThat(m.isSet("ran")).as("a task ran after shutdownNow").isFalse();
  }

  private static void shutdownNowEndsTheRunning(Trial t) throws Exception {
    GilExecutor pool = t.open();
    Marks m = t.marks();
    TaskFuture<?> future =
        pool.run(
            gil -> {
              m.set("started");
              while (true) {
                m.turn();
                gil.checkpoint();
              }
            });
    t.awaitMark("started");
    assertThat(pool.shutdownNow()).as("tasks that had not begun").isEmpty();
    t.assertCancelled(future);
    t.assertEnds(pool);
  }

  private static void awaitTermination(Trial t) throws Exception {
    GilExecutor pool = t.open();
    Marks m = t.marks();
    var _ =
        pool.run(
            gil -> {
              m.set("started");
              m.await("go");
            });
    t.awaitMark("started");
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MILLISECONDS)).as("while a task runs").isFalse();
    assertThat(pool.isTerminated()).as("isTerminated while a task runs").isFalse();
    m.set("go");
    t.assertEnds(pool);
    assertThat(pool.isTerminated()).as("isTerminated").isTrue();
  }

  private static void closesUnused(Trial t) throws Exception {
    GilExecutor pool = t.open();
    assertThat(pool.isTerminated()).as("isTerminated before the close").isFalse();
    pool.close();
    pool.close();
    t.assertEnds(pool);
  }

  private static void interruptedClose(Trial t) throws Exception {
    GilExecutor pool = t.open();
    Marks m = t.marks();
    TaskFuture<?> future =
        pool.run(
            gil -> {
              m.set("started");
              while (true) {
                m.turn();
                gil.checkpoint();
              }
            });
    t.awaitMark("started");
    Thread.currentThread().interrupt();
    pool.close();
    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    t.assertCancelled(future);
  }

  private static void fromInside(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    t.get(pool.run(gil -> pool.shutdown()));
    t.assertEnds(pool);
  }

  private static void neverCompletes(Trial t) throws Exception {
    GilExecutor pool = t.open();
    Marks m = t.marks();
    TaskFuture<String> future =
        pool.submitAsync(
            gil -> {
              m.set("started");
              return new CompletableFuture<String>().minimalCompletionStage();
            });
    t.awaitMark("started");
    pool.shutdownNow();
    t.assertCancelled(future);
    t.assertEnds(pool);
  }
}
