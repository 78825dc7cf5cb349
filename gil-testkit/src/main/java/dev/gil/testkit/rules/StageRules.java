package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.NEEDS_SERIALIZABLE;
import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Gil;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** S5: tasks that start something, and what goes on from a task. */
final class StageRules {
  private StageRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S5.1", "an async task is done when its stage is", "GilExecutor#submitAsync")
            .by(StageRules::doneWithTheStage),
        rule("S5.2", "the failure of a stage is the cause", "GilExecutor#submitAsync")
            .by(StageRules::failureOfTheStage),
        rule("S5.3", "an async task that does not even start fails", "AsyncTask#start(Attachment)")
            .by(StageRules::failureToStart),
        rule("S5.4", "cancelling an async task cancels its stage", "GilExecutor#submitAsync")
            .needs(SHARES_HEAP)
            .by(StageRules::cancelsTheStage),
        rule("S5.5", "an async task waits for its stage without the lock", "AsyncTask")
            .needs(ONE_AT_A_TIME)
            .by(StageRules::waitsWithoutTheLock),
        rule("S5.6", "dependents run detached", "TaskFuture").by(StageRules::dependents),
        rule("S5.7", "an async task that returns no stage fails", "AsyncTask#start(Attachment)")
            .by(StageRules::noStage),
        rule("S5.8", "async tasks need no worker while they wait", "AsyncTask")
            .needs(SHARES_HEAP)
            .without(NEEDS_SERIALIZABLE)
            .by(StageRules::manyWait));
  }

  /** A stage that a thread of its own completes when the mark is set. */
  static CompletionStage<String> afterMark(Marks marks, String name, String value) {
    return marks.stage(name).thenApply(_ -> value);
  }

  private static void doneWithTheStage(Trial t) throws Exception {
    Marks m = t.marks();
    TaskFuture<String> future =
        t.open()
            .submitAsync(
                gil -> {
                  m.set("started");
                  return afterMark(m, "go", "late value");
                });
    t.awaitMark("started");
    assertThat(future.isDone()).as("done before its stage").isFalse();
    m.set("go");
    assertThat(t.<String>get(future)).isEqualTo("late value");
  }

  private static void failureOfTheStage(Trial t) throws Exception {
    Throwable cause =
        t.failureOf(
            t.open()
                .submitAsync(
                    gil ->
                        CompletableFuture.completedStage("x")
                            .thenCompose(x -> CompletableFuture.failedStage(new Oops("late")))));
    assertThat(cause).isExactlyInstanceOf(Oops.class).hasMessage("late");
  }

  private static void failureToStart(Trial t) throws Exception {
    Throwable cause =
        t.failureOf(
            t.open()
                .submitAsync(
                    gil -> {
                      throw new Oops("early");
                    }));
    assertThat(cause).isExactlyInstanceOf(Oops.class).hasMessage("early");
  }

  private static void cancelsTheStage(Trial t) throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Marks m = t.marks();
    TaskFuture<String> future =
        t.open()
            .submitAsync(
                gil -> {
                  m.set("started");
                  return stage;
                });
    t.awaitMark("started");
    future.cancel(true);
    t.eventually("the cancel of the stage", stage::isCancelled);
    t.assertCancelled(future);
  }

  private static void waitsWithoutTheLock(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    Marks m = t.marks();
    TaskFuture<String> slow =
        pool.submitAsync(
            gil -> {
              m.set("started");
              return afterMark(m, "go", "slow");
            });
    t.awaitMark("started");
    assertThat(t.<String>get(pool.submit(gil -> "quick"))).isEqualTo("quick");
    m.set("go");
    assertThat(t.<String>get(slow)).isEqualTo("slow");
  }

  private static void dependents(Trial t) throws Exception {
    Marks m = t.marks();
    TaskFuture<String> future =
        t.open()
            .submit(
                gil -> {
                  m.spin("go");
                  return "value";
                });
    var dependent = future.thenApply(value -> value + (Gil.attached() ? " attached" : " detached"));
    m.set("go");
    assertThat(t.<String>get(dependent.toCompletableFuture())).isEqualTo("value detached");
  }

  @SuppressWarnings("NullAway") // what a task does that knows no better
  private static void noStage(Trial t) throws Exception {
    Throwable cause = t.failureOf(t.open().<String>submitAsync(gil -> null));
    assertThat(cause)
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("in place of a stage");
  }

  private static void manyWait(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    CompletableFuture<String> stage = new CompletableFuture<>();
    List<TaskFuture<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiting.add(pool.submitAsync(gil -> stage));
    }
    assertThat(t.<String>get(pool.submit(gil -> "another"))).isEqualTo("another");
    assertThat(waiting).as("async tasks done before their stage").noneMatch(TaskFuture::isDone);
    stage.complete("at last");
    for (TaskFuture<String> future : waiting) {
      assertThat(t.<String>get(future)).isEqualTo("at last");
    }
  }
}
