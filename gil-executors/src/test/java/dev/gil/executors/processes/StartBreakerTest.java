package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerCrashedException;
import dev.gil.WorkerStartFailedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Workers that are killed faster than they start: everybody hears of it, nobody waits for ever. */
class StartBreakerTest extends PoolTest {
  private static final int TASKS = 500;

  private static List<TaskFuture<Integer>> submit(GilExecutor pool) {
    List<TaskFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      int id = i;
      all.add(pool.submit(TaskOptions.NONE.idempotent(1_000), gil -> id));
    }
    return all;
  }

  @Test
  void whenNoWorkerIsLeftAliveEveryTaskIsToldAndTheNextOneRuns() throws Exception {
    GilExecutor pool = open(TWO.queue(TASKS));
    List<TaskFuture<Integer>> all;
    try (Assassin _ = Assassin.ofAll(pool, Duration.ofMillis(5))) {
      all = submit(pool);
      await("the end of all tasks", () -> all.stream().allMatch(TaskFuture::isDone));
    }
    assertThat(failure(all.getLast(), WorkerStartFailedException.class))
        .hasMessageContaining("worker processes in a row ended before they")
        .hasMessageContaining("signal 9 (SIGKILL)");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  /** About as long as a start takes: some workers make it, some do not. */
  @Test
  void killsAboutAsFastAsStartsEndToo() throws Exception {
    for (int pause : new int[] {20, 150}) {
      GilExecutor pool = open(TWO.queue(TASKS));
      long seed = ThreadLocalRandom.current().nextLong();
      List<TaskFuture<Integer>> all;
      try (Assassin _ = Assassin.ofOne(pool, Duration.ofMillis(pause), seed)) {
        all = submit(pool);
        await("the end of all tasks, seed " + seed, () -> all.stream().allMatch(Future::isDone));
      }
      for (int id = 0; id < TASKS; id++) {
        TaskFuture<Integer> one = all.get(id);
        if (one.state() == Future.State.SUCCESS) {
          assertThat((Object) one.resultNow()).as("seed %s", seed).isEqualTo(id);
        } else {
          assertThat(one.exceptionNow())
              .as("seed %s", seed)
              .isInstanceOfAny(WorkerStartFailedException.class, WorkerCrashedException.class);
        }
      }
    }
  }
}
