package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.LockSnapshot;
import dev.gil.LockTimeoutException;
import dev.gil.spi.ExecutorSnapshot;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.WorkerSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** S20: what can be seen from outside while tasks run. */
final class SnapshotRules {
  private SnapshotRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S20.1", "a snapshot answers while a task computes", "GilExecutor#snapshot()")
            .by(SnapshotRules::whileBusy),
        rule("S20.2", "workers have names of their own", "Runner#workers()")
            .by(SnapshotRules::workers),
        rule("S20.3", "the lock's snapshot names the thread of the task", "LockSnapshot#holder()")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(SnapshotRules::holder),
        rule(
                "S20.4",
                "who waits for the lock in vain is told which task has it",
                "LockTimeoutException")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(SnapshotRules::timeoutNamesTheTask));
  }

  private static void whileBusy(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<?> busy =
        pool.run(
            gil -> {
              m.set("busy");
              m.spin("go");
            });
    t.awaitMark("busy");
    ExecutorSnapshot seen = pool.snapshot();
    m.set("go");
    t.get(busy);
    assertThat(List.of(seen.submitted(), seen.completed())).isEqualTo(List.of(1L, 0L));
    assertThat(seen.unfinished()).isEqualTo(1);
  }

  private static void workers(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    t.<String>get(pool.submit(gil -> "used"));
    List<WorkerSnapshot> workers = pool.snapshot().workers();
    assertThat(workers).extracting(WorkerSnapshot::name).doesNotHaveDuplicates();
    assertThat(workers).allMatch(worker -> !worker.name().isBlank() && !worker.state().isBlank());
    assertThat(workers.size())
        .as("workers and spares")
        .isLessThanOrEqualTo(t.wide().workers() + t.wide().spares());
  }

  private static TaskFuture<Thread> occupy(Trial t, GilExecutor pool) throws InterruptedException {
    Marks m = t.marks();
    TaskFuture<Thread> task =
        pool.submit(
            gil -> {
              m.set("inside");
              m.spin("go");
              return Thread.currentThread();
            });
    t.awaitMark("inside");
    return task;
  }

  private static void holder(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    TaskFuture<Thread> task = occupy(t, pool);
    LockSnapshot.@Nullable Holder holder = pool.lock().orElseThrow().snapshot().holder();
    t.marks().set("go");
    Thread thread = t.get(task);
    assertThat(Objects.requireNonNull(holder, "no holder while a task runs").threadId())
        .as("the holder's thread")
        .isEqualTo(thread.threadId());
  }

  private static void timeoutNamesTheTask(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    TaskFuture<Thread> task = occupy(t, pool);
    try {
      assertThatThrownBy(() -> pool.lock().orElseThrow().attach(Duration.ofMillis(10)))
          .isInstanceOf(LockTimeoutException.class)
          .hasMessageContaining("Marks.");
    } finally {
      t.marks().set("go");
    }
    t.get(task);
  }
}
