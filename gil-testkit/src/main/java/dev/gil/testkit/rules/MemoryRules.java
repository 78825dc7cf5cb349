package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** S13: what happens before what: plain fields carry the proof. */
final class MemoryRules {
  private static final int CELLS = 64;
  private static final int ROUNDS = 2_000;

  private MemoryRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S13.1", "a task sees what was written before its submit", "GilExecutor")
            .proves(SHARES_HEAP)
            .by(MemoryRules::submitBeforeTask),
        rule("S13.2", "who gets a result sees what the task wrote", "TaskFuture")
            .proves(SHARES_HEAP)
            .by(MemoryRules::taskBeforeGet),
        rule("S13.3", "a task sees all that the task before it wrote under the lock", "GlobalLock")
            .needs(SHARES_HEAP)
            .proves(ONE_AT_A_TIME)
            .by(MemoryRules::taskBeforeTask),
        rule("S13.4", "what hangs on a task sees what it wrote", "TaskFuture")
            .needs(SHARES_HEAP)
            .by(MemoryRules::taskBeforeDependent),
        rule("S13.5", "who attaches sees what a task wrote before it detached", "GlobalLock")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .unexplored("asks again and again whether a task has ended")
            .by(MemoryRules::detachedBeforeAttach));
  }

  private static boolean allEqual(int[] cells, int value) {
    return Arrays.stream(cells).allMatch(cell -> cell == value);
  }

  private static void submitBeforeTask(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    int[] cells = new int[CELLS];
    for (int i = 1; i <= t.times(ROUNDS); i++) {
      int round = i;
      Arrays.fill(cells, round);
      boolean seen = t.get(pool.submit(gil -> allEqual(cells, round)));
      assertThat(seen).as("the task saw all plain writes of round " + round).isTrue();
    }
  }

  private static void taskBeforeGet(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    int[] cells = new int[CELLS];
    for (int i = 1; i <= t.times(ROUNDS); i++) {
      int round = i;
      t.get(pool.run(gil -> Arrays.fill(cells, round)));
      assertThat(allEqual(cells, round)).as("all plain writes of round " + round).isTrue();
    }
  }

  private static void taskBeforeTask(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    int[] cells = new int[CELLS];
    List<TaskFuture<Boolean>> futures = new ArrayList<>();
    for (int i = 0; i < t.times(ROUNDS); i++) {
      futures.add(
          pool.submit(
              gil -> {
                boolean whole = allEqual(cells, cells[0]);
                for (int cell = 0; cell < CELLS; cell++) {
                  cells[cell]++;
                }
                return whole;
              }));
    }
    for (TaskFuture<Boolean> future : futures) {
      assertThat(t.<Boolean>get(future)).as("the task saw whole writes").isTrue();
    }
    assertThat(allEqual(cells, t.times(ROUNDS))).as("every task's writes are there").isTrue();
  }

  private static void taskBeforeDependent(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    int[] cells = new int[CELLS];
    for (int i = 1; i <= t.times(ROUNDS); i++) {
      int round = i;
      boolean whole =
          t.get(
              pool.run(gil -> Arrays.fill(cells, round))
                  .thenApply(_ -> allEqual(cells, round))
                  .toCompletableFuture());
      assertThat(whole).as("the stage saw all plain writes of round " + round).isTrue();
    }
  }

  private static void detachedBeforeAttach(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    int[] cells = new int[CELLS];
    GlobalLock lock = pool.lock().orElseThrow();
    int rounds = t.times(ROUNDS);
    TaskFuture<?> task =
        pool.run(
            gil -> {
              for (int round = 1; round <= rounds; round++) {
                for (int cell = 0; cell < CELLS; cell++) {
                  cells[cell]++;
                }
                gil.detached(() -> Thread.onSpinWait());
              }
            });
    while (!task.isDone()) {
      try (var _ = lock.attach(t.subject().patience())) {
        assertThat(allEqual(cells, cells[0])).as("whole rounds of plain writes").isTrue();
      }
    }
    t.get(task);
    assertThat(allEqual(cells, t.times(ROUNDS))).as("all plain writes, at the end").isTrue();
  }
}
