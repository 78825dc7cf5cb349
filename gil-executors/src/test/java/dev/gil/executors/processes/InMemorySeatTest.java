package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The threads of a worker in memory: each gets the seat, and none outlives the worker. */
class InMemorySeatTest extends PoolTest {
  private static final int THREADS = 4;
  private static final CountDownLatch MET = new CountDownLatch(THREADS); // workers are in this JVM

  @Test
  void oneThatStaysAwayDoesNotKeepTheSeat() throws Exception {
    GilExecutor pool = open(new InMemoryProcesses(), ONE.inFlight(THREADS));
    for (int i = 0; i < 2_000; i++) {
      int id = i;
      assertThat((Object) get(pool.submit(gil -> id))).isEqualTo(id); // quick ones are expected now
    }
    List<TaskFuture<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      all.add(
          pool.submit(
              gil -> {
                MET.countDown();
                return gil.detached(() -> MET.await(10, TimeUnit.SECONDS));
              }));
    }
    for (TaskFuture<Boolean> one : all) {
      assertThat((Object) get(one)).isEqualTo(true);
    }
    pool.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .as("threads of closed workers")
        .noneMatch(thread -> thread.getName().startsWith("gil-task-"));
  }
}
