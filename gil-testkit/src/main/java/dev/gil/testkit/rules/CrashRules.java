package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.ISOLATES_CRASHES;
import static dev.gil.spi.Trait.PARALLEL_CPU;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import dev.gil.spi.VoidTask;
import java.util.List;

/** S16: a task that crashes its JVM fails alone, and only an idempotent one is begun again. */
final class CrashRules {
  private CrashRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S16.1", "a task that crashes its JVM fails with a WorkerException", "WorkerException")
            .proves(ISOLATES_CRASHES)
            .by(CrashRules::failsAlone),
        rule("S16.2", "a crash does not touch a task in another worker", "Trait#ISOLATES_CRASHES")
            .proves(ISOLATES_CRASHES)
            .by(CrashRules::neighbour),
        rule(
                "S16.3",
                "an idempotent task is begun again when its worker is lost",
                "TaskOptions#idempotent(int)")
            .needs(ISOLATES_CRASHES)
            .by(CrashRules::retried),
        rule(
                "S16.4",
                "a task not said to be idempotent is begun once",
                "TaskOptions#idempotent(int)")
            .needs(ISOLATES_CRASHES)
            .by(CrashRules::notRetried),
        rule("S16.5", "attempts end", "TaskOptions#idempotent(int)")
            .needs(ISOLATES_CRASHES)
            .by(CrashRules::attemptsEnd),
        rule("S16.6", "what a task throws is never retried", "TaskOptions#idempotent(int)")
            .by(CrashRules::failuresAreNotRetried),
        rule("S16.7", "after a crash as many tasks run at once as before", "WorkerException")
            .needs(ISOLATES_CRASHES, PARALLEL_CPU)
            .by(CrashRules::replaced));
  }

  private static void failsAlone(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    VoidTask crash = t.subject().crash();
    assertThat(t.failureOf(pool.run(crash))).isInstanceOf(WorkerException.class);
    assertThat(t.<String>get(pool.submit(gil -> "next"))).isEqualTo("next");
    t.assertEnds(pool);
  }

  private static void neighbour(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide().inFlight(1));
    Marks m = t.marks();
    VoidTask crash = t.subject().crash();
    TaskFuture<String> neighbour =
        pool.submit(
            gil -> {
              m.set("running");
              m.await("go");
              return "unharmed";
            });
    t.awaitMark("running");
    assertThat(t.failureOf(pool.run(crash))).isInstanceOf(WorkerException.class);
    m.set("go");
    assertThat(t.<String>get(neighbour)).isEqualTo("unharmed");
  }

  private static void retried(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    VoidTask crash = t.subject().crash();
    String value =
        t.get(
            pool.submit(
                TaskOptions.NONE.idempotent(2),
                gil -> {
                  m.tally("begun");
                  if (m.count("begun") == 1) {
                    crash.run(gil);
                  }
                  return "second attempt";
                }));
    assertThat(value).isEqualTo("second attempt");
    assertThat(m.count("begun")).as("attempts begun").isEqualTo(2);
    assertThat(pool.snapshot().retried()).as("retried").isEqualTo(1);
  }

  private static void notRetried(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    VoidTask crash = t.subject().crash();
    TaskFuture<?> future =
        pool.run(
            gil -> {
              m.tally("begun");
              crash.run(gil);
            });
    assertThat(t.failureOf(future)).isInstanceOf(WorkerException.class);
    assertThat(t.<String>get(pool.submit(gil -> "next"))).isEqualTo("next");
    assertThat(m.count("begun")).as("attempts begun").isEqualTo(1);
  }

  private static void attemptsEnd(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    VoidTask crash = t.subject().crash();
    TaskFuture<String> future =
        pool.submit(
            TaskOptions.NONE.idempotent(2),
            gil -> {
              m.tally("begun");
              crash.run(gil);
              return "not reached";
            });
    assertThat(t.failureOf(future)).isInstanceOf(WorkerException.class);
    assertThat(m.count("begun")).as("attempts begun").isEqualTo(2);
  }

  private static void failuresAreNotRetried(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<String> future =
        pool.submit(
            TaskOptions.NONE.idempotent(3),
            gil -> {
              m.tally("begun");
              throw new Oops("of the task's own");
            });
    assertThat(t.failureOf(future)).isExactlyInstanceOf(Oops.class);
    assertThat(m.count("begun")).as("attempts begun").isEqualTo(1);
  }

  private static void replaced(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide().inFlight(1));
    Marks m = t.marks();
    VoidTask crash = t.subject().crash();
    assertThat(t.failureOf(pool.run(crash))).isInstanceOf(WorkerException.class);
    TaskFuture<?> one =
        pool.run(
            gil -> {
              m.set("one-inside");
              m.spin("other-inside");
            });
    TaskFuture<?> other =
        pool.run(
            gil -> {
              m.set("other-inside");
              m.spin("one-inside");
            });
    t.get(one);
    t.get(other);
  }
}
