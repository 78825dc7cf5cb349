package dev.gil.executors.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.kernel.DoubleArray;
import dev.gil.kernel.KernelSnapshot;
import dev.gil.kernel.Kernels;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No more kernels at once than places, and what happens to those that find none. */
@Timeout(60)
class KernelSlotsTest {
  private final GilExecutor pool =
      Strategies.open("kernels", StrategySettings.DEFAULTS.workers(places() + 3));

  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();

  @AfterEach
  void close() {
    go.countDown();
    pool.close();
    assertThat(Kernels.snapshot().slots()).isZero();
  }

  private static int places() {
    return Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  private boolean waitInside() {
    inside.incrementAndGet();
    try {
      return go.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private TaskFuture<Boolean> submitWaiting() {
    return pool.submit(gil -> Kernels.run(gil, pins -> cancel -> waitInside()));
  }

  private List<TaskFuture<Boolean>> fill() {
    List<TaskFuture<Boolean>> running = new ArrayList<>();
    for (int i = 0; i < places(); i++) {
      running.add(submitWaiting());
    }
    while (inside.get() < places()) {
      Thread.onSpinWait();
    }
    return running;
  }

  private static void awaitWaiting(int threads) {
    while (Kernels.snapshot().waiting() < threads) {
      Thread.onSpinWait();
    }
  }

  @Test
  void oneMoreKernelThanPlacesWaitsWithoutTheLock() throws Exception {
    List<TaskFuture<Boolean>> running = fill();
    TaskFuture<Boolean> late = submitWaiting();
    awaitWaiting(1);
    assertThat(pool.submit(gil -> "the lock is free").get()).isEqualTo("the lock is free");
    assertThat(inside).hasValue(places());
    KernelSnapshot now = Kernels.snapshot();
    assertThat(now.slots()).isEqualTo(places());
    assertThat(now.running()).isEqualTo(places());
    go.countDown();
    assertThat(late.get()).isTrue();
    for (TaskFuture<Boolean> each : running) {
      assertThat(each.get()).isTrue();
    }
    assertThat(Kernels.snapshot().running()).isZero();
    assertThat(Kernels.snapshot().released()).isEqualTo(places() + 1L);
  }

  @Test
  void aCancelEndsTheWaitForAPlace() throws Exception {
    var _ = fill();
    TaskFuture<Boolean> late = submitWaiting();
    awaitWaiting(1);
    late.cancel(true);
    while (Kernels.snapshot().waiting() > 0) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(late::get).isInstanceOf(CancellationException.class);
    assertThat(inside).hasValue(places());
    assertThat(pool.submit(gil -> "the thread goes on").get()).isEqualTo("the thread goes on");
  }

  @Test
  void aKernelThatFailsLeavesItsPlace() throws Exception {
    for (int i = 0; i < 3 * places(); i++) {
      TaskFuture<Boolean> failing =
          pool.submit(
              gil ->
                  Kernels.<Boolean>run(
                      gil,
                      pins ->
                          cancel -> {
                            throw new ArithmeticException("singular");
                          }));
      assertThatThrownBy(failing::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("singular");
    }
    assertThat(fill()).hasSize(places());
  }

  @Test
  void aKernelOfASessionDoesNotWait() throws Exception {
    var _ = fill();
    TaskFuture<Boolean> session =
        pool.submit(
            gil -> {
              try (var batch = gil.lock().orElseThrow().session("batch")) {
                return Kernels.run(batch, pins -> cancel -> true);
              }
            });
    assertThat(session.get()).isTrue();
  }

  @Test
  void aKernelInsideAKernelStaysInItsPlace() throws Exception {
    List<TaskFuture<Integer>> nested = new ArrayList<>();
    for (int i = 0; i < 4 * places(); i++) {
      nested.add(
          pool.submit(
              gil -> Kernels.run(gil, pins -> cancel -> 1 + Kernels.run(more -> again -> 1))));
    }
    for (TaskFuture<Integer> each : nested) {
      assertThat(each.get()).isEqualTo(2);
    }
  }

  @Test
  void whatIsPinnedIsSeenWhileTheKernelRuns() throws Exception {
    try (DoubleArray x = DoubleArray.allocate(1000, RefCountPolicy.ATOMIC);
        DoubleArray y = DoubleArray.allocate(500, RefCountPolicy.ATOMIC)) {
      TaskFuture<Boolean> running =
          pool.submit(
              gil ->
                  Kernels.run(
                      gil,
                      pins -> {
                        var _ = pins.reads(x);
                        var _ = pins.updates(y);
                        return cancel -> waitInside();
                      }));
      while (inside.get() == 0) {
        Thread.onSpinWait();
      }
      assertThat(Kernels.snapshot().pins()).isEqualTo(2);
      assertThat(Kernels.snapshot().pinnedBytes()).isEqualTo(12_000);
      go.countDown();
      assertThat(running.get()).isTrue();
      assertThat(Kernels.snapshot().pins()).isZero();
    }
  }
}
