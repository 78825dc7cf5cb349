package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What delays leave on the one clock of this JVM. */
@Timeout(60)
class DelaysTest {
  private static final Duration LONG = Duration.ofDays(1);
  private static final AtomicReference<List<Integer>> SEEN = new AtomicReference<>(List.of());
  private static final AtomicReference<CountDownLatch> BEGUN =
      new AtomicReference<>(new CountDownLatch(1));

  private static GilExecutor open() {
    return Strategies.open(new LoopbackStrategy(), StrategySettings.DEFAULTS.workers(1));
  }

  @Test
  void aDelayThatIsCancelledStopsTheClock() throws Exception {
    int before = Deadlines.ahead();
    List<Integer> ahead = new ArrayList<>();
    SEEN.set(ahead);
    try (GilExecutor pool = open()) {
      assertThat(pool.submitAsync(gil -> cancelled()).get()).isEqualTo("gone on");
    }
    assertThat(ahead).containsExactly(before + 1, before);
  }

  private static CompletableFuture<String> cancelled() {
    CompletableFuture<Void> delay = Continuations.here().delay(LONG);
    SEEN.get().add(Deadlines.ahead());
    var next = delay.handle((_, _) -> "gone on");
    delay.cancel(true);
    SEEN.get().add(Deadlines.ahead());
    return next;
  }

  @Test
  void theClockIsStoppedWhenItsTaskIsCancelled() throws Exception {
    int before = Deadlines.ahead();
    BEGUN.set(new CountDownLatch(1));
    GilExecutor pool = open();
    TaskFuture<Integer> task = pool.submitAsync(gil -> waiting());
    BEGUN.get().await();
    pool.shutdownNow();
    pool.close();
    assertThat(task.isCancelled()).isTrue();
    assertThat(Deadlines.ahead()).isEqualTo(before);
  }

  private static CompletableFuture<Integer> waiting() {
    var stage = Continuations.here().delay(LONG).thenApply(_ -> 1).thenApply(n -> n + 1);
    BEGUN.get().countDown();
    return stage;
  }
}
