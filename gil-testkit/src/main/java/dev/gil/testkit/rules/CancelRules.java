package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.KILLS_RUNNING_TASKS;
import static dev.gil.spi.Trait.NEEDS_SERIALIZABLE;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.TaskCancelledException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** S6: a cancel ends its own task, and no other. */
final class CancelRules {
  private CancelRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S6.1", "a cancelled task that never started does not run", "Job#run()")
            .whereTasksWait()
            .by(CancelRules::neverStarted),
        rule("S6.2", "a cancel completes the future at once", "TaskFuture")
            .by(CancelRules::completesAtOnce),
        rule("S6.3", "cancel(true) ends a task at its next checkpoint", "Attachment#checkpoint()")
            .by(CancelRules::endsACheckpointLoop),
        rule("S6.4", "a cancel is thrown again at each later checkpoint", "TaskCancelledException")
            .without(KILLS_RUNNING_TASKS)
            .by(CancelRules::thrownAgain),
        rule("S6.5", "cancel(false) lets a running task finish", "TaskFuture")
            .by(CancelRules::letsItFinish),
        rule("S6.6", "cancel(true) ends a task that is blocked, detached", "Runner#stop(Job)")
            .by(CancelRules::endsABlockedTask),
        rule("S6.7", "a cancel never reaches the next task of the thread", "GilExecutor")
            .by(CancelRules::neverTheNext),
        rule("S6.8", "a cancel after the end changes nothing", "Future#cancel(boolean)")
            .by(CancelRules::afterTheEnd),
        rule("S6.9", "cancel(true) ends a task that answers nothing", "Trait#KILLS_RUNNING_TASKS")
            .proves(KILLS_RUNNING_TASKS)
            .by(CancelRules::endsADeafTask),
        rule("S6.10", "a task does not begin while dependents hear of its cancel", "Job#begin()")
            .whereTasksWait()
            .by(CancelRules::notWhileItIsTold),
        rule("S6.11", "a wait for a result that is given up does not cancel", "TaskFuture")
            .inRealTime()
            .by(CancelRules::givingUpIsNoCancel));
  }

  private static void neverStarted(Trial t) throws Exception {
    GilExecutor pool = t.occupied(t.narrow());
    Marks m = t.marks();
    TaskFuture<?> first = pool.run(gil -> m.set("ran"));
    TaskFuture<?> second = pool.run(gil -> m.set("ran"));
    TaskFuture<String> third = pool.submit(gil -> "third");
    assertThat(first.cancel(true)).isTrue();
    assertThat(second.cancel(false)).isTrue();
    m.set("go");
    assertThat(t.<String>get(third)).isEqualTo("third");
    t.assertEnds(pool);
    assertThat(m.isSet("ran")).as("a cancelled task ran").isFalse();
  }

  private static void completesAtOnce(Trial t) throws Exception {
    Marks m = t.marks();
    TaskFuture<?> future =
        t.open()
            .run(
                gil -> {
                  m.set("started");
                  while (true) {
                    m.turn();
                    gil.checkpoint();
                  }
                });
    t.awaitMark("started");
    assertThat(future.cancel(true)).isTrue();
    assertThat(future.isDone()).as("isDone").isTrue();
    t.assertCancelled(future);
  }

  private static void endsACheckpointLoop(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
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
    future.cancel(true);
    t.assertEnds(pool);
  }

  private static void thrownAgain(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<?> future =
        pool.run(
            gil -> {
              m.set("started");
              for (int caught = 0; caught < 3; ) {
                try {
                  m.turn();
                  gil.checkpoint();
                } catch (TaskCancelledException e) {
                  m.tally("caught");
                  caught++;
                }
              }
            });
    t.awaitMark("started");
    future.cancel(true);
    t.assertEnds(pool);
    assertThat(m.count("caught")).isEqualTo(3);
  }

  private static void letsItFinish(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<?> future =
        pool.run(
            gil -> {
              m.set("started");
              m.await("go");
              gil.checkpoint();
              m.set("finished");
            });
    t.awaitMark("started");
    assertThat(future.cancel(false)).isTrue();
    m.set("go");
    t.assertEnds(pool);
    assertThat(m.isSet("finished")).as("finished").isTrue();
  }

  private static void endsABlockedTask(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<?> future =
        pool.run(
            gil -> {
              m.set("started");
              gil.detached(() -> new CountDownLatch(1).await());
            });
    t.awaitMark("started");
    future.cancel(true);
    t.assertEnds(pool);
  }

  private static void neverTheNext(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    // A stopped worker process costs a new one.
    int rounds = t.has(NEEDS_SERIALIZABLE) ? 4 : 300;
    for (int i = 0; t.again(i, rounds); i++) {
      TaskFuture<?> hit = i % 4 == 3 ? running(t, pool, "running-" + i) : brief(pool, i * 10);
      TaskFuture<Boolean> next =
          pool.submit(
              gil -> {
                gil.checkpoint();
                return Thread.interrupted();
              });
      hit.cancel(true);
      try {
        assertThat(t.<Boolean>get(next)).as("interrupted by the cancel of another").isFalse();
      } catch (CancellationException e) {
        throw new AssertionError("the cancel of one task ended the next", e);
      }
    }
  }

  private static TaskFuture<?> brief(GilExecutor pool, int turns) {
    return pool.run(
        gil -> {
          for (int turn = 0; turn < turns; turn++) {
            gil.checkpoint();
          }
        });
  }

  private static TaskFuture<?> running(Trial t, GilExecutor pool, String mark)
      throws InterruptedException {
    Marks m = t.marks();
    TaskFuture<?> endless =
        pool.run(
            gil -> {
              m.set(mark);
              while (true) {
                gil.checkpoint();
              }
            });
    t.awaitMark(mark);
    return endless;
  }

  private static void afterTheEnd(Trial t) throws Exception {
    TaskFuture<String> future = t.open().submit(gil -> "value");
    t.<String>get(future);
    assertThat(future.cancel(true)).isFalse();
    assertThat(future.isCancelled()).isFalse();
    assertThat(t.<String>get(future)).isEqualTo("value");
  }

  private static void endsADeafTask(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<?> future =
        pool.run(
            gil -> {
              m.set("started");
              m.deafLoop();
            });
    t.awaitMark("started");
    future.cancel(true);
    assertThat(t.<String>get(pool.submit(gil -> "next"))).isEqualTo("next");
  }

  private static void notWhileItIsTold(Trial t) throws Exception {
    GilExecutor pool = t.occupied(t.narrow());
    Marks m = t.marks();
    TaskFuture<?> cancelled = pool.run(gil -> m.set("ran"));
    TaskFuture<String> next = pool.submit(gil -> "next");
    CompletableFuture<String> seen = new CompletableFuture<>();
    var _ =
        cancelled.whenComplete(
            (_, _) -> {
              m.set("go");
              seen.complete(t.join(next));
            });
    cancelled.cancel(true);
    assertThat(t.<String>get(seen)).isEqualTo("next");
    t.assertEnds(pool);
    assertThat(m.isSet("ran")).as("a task ran whose future was cancelled").isFalse();
  }

  private static void givingUpIsNoCancel(Trial t) throws Exception {
    Marks m = t.marks();
    TaskFuture<String> future =
        t.open()
            .submit(
                gil -> {
                  m.set("started");
                  m.await("go");
                  return "value";
                });
    t.awaitMark("started");
    assertThatThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
    m.set("go");
    assertThat(t.<String>get(future)).isEqualTo("value");
  }
}
