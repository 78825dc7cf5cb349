package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.KILLS_RUNNING_TASKS;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.TaskTimeoutException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** S7: a deadline counts from the submit, and ends its task. */
final class DeadlineRules {
  private static final TaskOptions SOON = TaskOptions.deadline(Duration.ofMillis(40)).label("late");

  private DeadlineRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S7.1", "a running task past its deadline times out", "TaskOptions#deadline(Duration)")
            .inRealTime()
            .by(DeadlineRules::running),
        rule("S7.2", "a task past its deadline is stopped", "TaskOptions#deadline(Duration)")
            .inRealTime()
            .by(DeadlineRules::stopped),
        rule("S7.3", "waiting counts, and what timed out does not run", "TaskOptions#deadline")
            .whereTasksWait()
            .inRealTime()
            .by(DeadlineRules::waiting),
        rule("S7.4", "a task within its deadline returns", "TaskOptions#deadline(Duration)")
            .inRealTime()
            .by(DeadlineRules::inTime),
        rule("S7.5", "a deadline ends a task that answers nothing", "Trait#KILLS_RUNNING_TASKS")
            .proves(KILLS_RUNNING_TASKS)
            .by(DeadlineRules::deaf),
        rule("S7.6", "a task does not begin while dependents hear of its timeout", "Job#begin()")
            .whereTasksWait()
            .inRealTime()
            .by(DeadlineRules::notWhileItIsTold),
        rule(
                "S7.7",
                "a deadline ends an async task whose stage never completes",
                "GilExecutor#submitAsync(TaskOptions, AsyncTask)")
            .inRealTime()
            .by(DeadlineRules::neverCompletes),
        rule("S7.8", "a timeout never reaches the next task of the thread", "Job#run()")
            .without(KILLS_RUNNING_TASKS)
            .inRealTime()
            .by(DeadlineRules::neverTheNext));
  }

  private static TaskFuture<@Nullable Object> late(GilExecutor pool) {
    return late(pool, SOON);
  }

  private static TaskFuture<@Nullable Object> late(GilExecutor pool, TaskOptions options) {
    return pool.submit(
        options,
        gil -> {
          while (true) {
            gil.checkpoint();
          }
        });
  }

  private static void running(Trial t) throws Exception {
    Throwable cause = t.failureOf(late(t.open()));
    assertThat(cause).isInstanceOf(TaskTimeoutException.class).hasMessageContaining("\"late\"");
  }

  private static void stopped(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    t.failureOf(late(pool));
    t.assertEnds(pool);
  }

  private static void waiting(Trial t) throws Exception {
    GilExecutor pool = t.occupied(t.narrow());
    Marks m = t.marks();
    TaskFuture<@Nullable Object> future =
        pool.submit(
            SOON,
            gil -> {
              m.set("ran");
              return null;
            });
    assertThat(t.failureOf(future)).isInstanceOf(TaskTimeoutException.class);
    m.set("go");
    t.assertEnds(pool);
    assertThat(m.isSet("ran")).as("a task ran that had timed out").isFalse();
  }

  private static void inTime(Trial t) throws Exception {
    TaskOptions options = TaskOptions.deadline(Duration.ofHours(1));
    assertThat(t.<String>get(t.open().submit(options, gil -> "in time"))).isEqualTo("in time");
  }

  private static void deaf(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<@Nullable Object> future =
        pool.submit(
            SOON,
            gil -> {
              m.deafLoop();
              return null;
            });
    assertThat(t.failureOf(future)).isInstanceOf(TaskTimeoutException.class);
    assertThat(t.<String>get(pool.submit(gil -> "next"))).isEqualTo("next");
  }

  private static void notWhileItIsTold(Trial t) throws Exception {
    GilExecutor pool = t.occupied(t.narrow());
    Marks m = t.marks();
    TaskFuture<@Nullable Object> late =
        pool.submit(
            SOON,
            gil -> {
              m.set("ran");
              return null;
            });
    TaskFuture<String> next = pool.submit(gil -> "next");
    CompletableFuture<String> seen = new CompletableFuture<>();
    var _ =
        late.whenComplete(
            (_, _) -> {
              m.set("go");
              seen.complete(t.join(next));
            });
    assertThat(t.<String>get(seen)).isEqualTo("next");
    t.assertEnds(pool);
    assertThat(m.isSet("ran")).as("a task ran that had timed out").isFalse();
  }

  private static void neverCompletes(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskOptions options = SOON;
    for (int again = 0; again < 8 && !m.isSet("started"); again++) { // a first worker is slow
      TaskFuture<String> future =
          pool.submitAsync(
              options,
              gil -> {
                m.set("started");
                return new CompletableFuture<>();
              });
      assertThat(t.failureOf(future)).isInstanceOf(TaskTimeoutException.class);
      options = TaskOptions.deadline(options.limit().orElseThrow().multipliedBy(2));
    }
    assertThat(m.isSet("started")).as("begun within the longest deadline").isTrue();
    t.assertEnds(pool);
  }

  private static void neverTheNext(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    for (int i = 1; i <= 10; i++) {
      TaskFuture<@Nullable Object> late = late(pool, TaskOptions.deadline(Duration.ofMillis(i)));
      TaskFuture<Boolean> next =
          pool.submit(
              gil -> {
                gil.checkpoint();
                return Thread.interrupted();
              });
      assertThat(t.failureOf(late)).isInstanceOf(TaskTimeoutException.class);
      assertThat(t.<Boolean>get(next)).as("interrupted by another's timeout").isFalse();
    }
  }
}
