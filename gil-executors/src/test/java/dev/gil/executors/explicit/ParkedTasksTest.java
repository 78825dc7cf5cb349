package dev.gil.executors.explicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.PoolSaturatedException;
import dev.gil.TaskTimeoutException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Tasks by the hundred thousand that wait, detached, over plain state. */
class ParkedTasksTest {
  private static final int MANY = 100_000;

  @Test
  void aHundredThousandWaitDetachedAndLoseNothing() throws Exception {
    Map<Integer, Integer> plain = new HashMap<>();
    CountDownLatch parked = new CountDownLatch(MANY);
    CountDownLatch go = new CountDownLatch(1);
    List<TaskFuture<Integer>> futures = new ArrayList<>(MANY);
    try (GilExecutor pool = Strategies.open(new VirtualExplicitStrategy(), settings())) {
      for (int i = 0; i < MANY; i++) {
        int key = i % 100;
        futures.add(
            pool.submit(
                gil -> {
                  plain.merge(key, 1, Integer::sum);
                  gil.detached(
                      () -> {
                        parked.countDown();
                        go.await();
                      });
                  return plain.merge(key, 1, Integer::sum);
                }));
      }
      parked.await();
      assertThat(pool.submit(gil -> "meanwhile").get()).isEqualTo("meanwhile");
      go.countDown();
    }
    assertThat(futures).allMatch(TaskFuture::isDone);
    assertThat(plain.values()).hasSize(100).containsOnly(2 * MANY / 100);
  }

  @Test
  void closingNowFreesThoseThatWait() throws Exception {
    CountDownLatch parked = new CountDownLatch(1_000);
    GilExecutor pool = Strategies.open(new VirtualExplicitStrategy(), settings());
    List<TaskFuture<?>> futures = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      futures.add(
          pool.run(
              gil ->
                  gil.detached(
                      () -> {
                        parked.countDown();
                        new CountDownLatch(1).await();
                      })));
    }
    parked.await();
    pool.shutdownNow();
    pool.close();
    assertThat(futures).allMatch(TaskFuture::isCancelled);
  }

  @Test
  void aDeadlineEndsATaskThatWaits() {
    try (GilExecutor pool = Strategies.open(new VirtualExplicitStrategy(), settings())) {
      var soon = TaskOptions.deadline(Duration.ofMillis(20));
      assertThatThrownBy(
              () -> pool.submit(soon, gil -> gil.detached(ParkedTasksTest::waitForEver)).get())
          .hasCauseInstanceOf(TaskTimeoutException.class);
    }
  }

  private static int waitForEver() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  @Test
  void aMillionSubmissionsNeverExceedTheBound() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    int bound = 1_000;
    int taken = 0;
    try (GilExecutor pool =
        Strategies.open(new VirtualExplicitStrategy(), settings().workers(1).queue(bound - 1))) {
      for (int i = 0; i < 1_000_000; i++) {
        try {
          var _ = pool.run(gil -> gil.detached(() -> go.await()));
          taken++;
        } catch (PoolSaturatedException e) {
          assertThat(pool.snapshot().unfinished()).isEqualTo(bound);
          break; // from here on each submission is refused: nothing ends before the latch
        }
      }
      for (int i = taken; i < 1_000_000; i++) {
        assertRefused(pool);
      }
      go.countDown();
    }
    assertThat(taken).isEqualTo(bound);
  }

  private static void assertRefused(GilExecutor pool) {
    try {
      var _ = pool.submit(gil -> 1);
      throw new AssertionError("a full executor took a task");
    } catch (PoolSaturatedException full) {
      // as it should
    }
  }

  private static StrategySettings settings() {
    return StrategySettings.DEFAULTS;
  }
}
