package dev.gil.executors.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.PoolSaturatedException;
import dev.gil.TaskTimeoutException;
import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks by the hundred thousand, over plain state. */
@Timeout(120)
class ManyTasksTest {
  private static final int MANY = 100_000;

  @Test
  void aHundredThousandWaitOnOneThreadAndLoseNothing() throws Exception {
    Map<Integer, Integer> plain = new HashMap<>();
    CompletableFuture<String> gate = new CompletableFuture<>();
    List<TaskFuture<Integer>> futures = new ArrayList<>(MANY);
    try (GilExecutor loop = Strategies.open("eventloop")) {
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      for (int i = 0; i < MANY; i++) {
        int key = i % 100;
        futures.add(
            loop.submitAsync(
                gil -> {
                  plain.merge(key, 1, Integer::sum);
                  return Continuations.here()
                      .deliver(gate)
                      .thenApply(_ -> plain.merge(key, 1, Integer::sum));
                }));
      }
      assertThat(loop.submit(gil -> plain.size()).get()).isEqualTo(100);
      assertThat(loop.snapshot().unfinished()).isEqualTo(MANY);
      assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads).isLessThan(20);
      gate.complete("open");
    }
    assertThat(futures).allMatch(TaskFuture::isDone);
    assertThat(plain.values()).hasSize(100).containsOnly(2 * MANY / 100);
  }

  @Test
  void aHundredThousandDelaysEnd() throws Exception {
    int[] ended = new int[1];
    try (GilExecutor loop = Strategies.open("eventloop")) {
      for (int i = 0; i < MANY; i++) {
        int millis = i % 50;
        var _ =
            loop.submitAsync(
                gil ->
                    Continuations.here()
                        .delay(Duration.ofMillis(millis))
                        .thenAccept(_ -> ended[0]++));
      }
    }
    assertThat(ended[0]).isEqualTo(MANY);
  }

  @Test
  void aHundredThousandWaitingTasksAreCancelled() throws Exception {
    List<TaskFuture<String>> futures = new ArrayList<>(MANY);
    GilExecutor loop = Strategies.open("eventloop");
    for (int i = 0; i < MANY; i++) {
      futures.add(
          loop.submitAsync(
              gil -> Continuations.here().delay(Duration.ofHours(1)).thenApply(_ -> "late")));
    }
    loop.submit(gil -> "all have begun").get();
    loop.shutdownNow();
    loop.close();
    assertThat(futures).allMatch(TaskFuture::isCancelled);
  }

  @Test
  void aMillionSubmissionsNeverExceedTheBoundAndLeaveNothing() throws Exception {
    int bound = 1_000;
    int[] ran = new int[1];
    WeakReference<Object> early;
    try (GilExecutor loop =
        Strategies.open("eventloop", StrategySettings.DEFAULTS.workers(1).queue(bound - 1))) {
      early = weaklyHeld(loop);
      for (int i = 0; i < 1_000_000; i++) {
        while (!taken(loop, ran)) {
          assertThat(loop.snapshot().unfinished()).isLessThanOrEqualTo(bound);
          Thread.onSpinWait();
        }
      }
      for (int i = 0; i < 100 && early.get() != null; i++) {
        System.gc();
      }
      assertThat(early.get()).as("what the first task held, while the loop is open").isNull();
    }
    assertThat(ran[0]).isEqualTo(1_000_000);
  }

  private static WeakReference<Object> weaklyHeld(GilExecutor loop) throws Exception {
    Object held = new Object();
    assertThat(loop.submit(gil -> held.hashCode()).get()).isEqualTo(held.hashCode());
    return new WeakReference<>(held);
  }

  private static boolean taken(GilExecutor loop, int[] ran) {
    try {
      var _ = loop.run(gil -> ran[0]++);
      return true;
    } catch (PoolSaturatedException full) {
      return false;
    }
  }

  @Test
  void aFullLoopRefusesAMillionTimes() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (GilExecutor loop =
        Strategies.open("eventloop", StrategySettings.DEFAULTS.workers(1).queue(9))) {
      for (int i = 0; i < 10; i++) {
        var _ = loop.run(gil -> go.await());
      }
      for (int i = 0; i < 1_000_000; i++) {
        assertThat(taken(loop, new int[1])).isFalse();
      }
      assertThat(loop.snapshot().rejected()).isEqualTo(1_000_000);
      go.countDown();
    }
  }

  @Test
  void aDeadlineFailsATaskWhoseStageNeverCompletes() {
    try (GilExecutor loop = Strategies.open("eventloop")) {
      CompletableFuture<String> never = new CompletableFuture<>();
      TaskFuture<String> task =
          loop.submitAsync(TaskOptions.deadline(Duration.ofMillis(200)), gil -> never);
      assertThatThrownBy(task::get).hasCauseInstanceOf(TaskTimeoutException.class);
      assertThat(never) // once the task has been told
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableOfType(CancellationException.class);
    }
  }
}
