package dev.gil.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.trace.CoreSource;
import dev.gil.trace.Incident;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GilMetricsTest {
  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final GilMetrics metrics = new GilMetrics(registry);

  private double nanos(String timer, String process) {
    return registry.get(timer).tag("process", process).timer().totalTime(TimeUnit.NANOSECONDS);
  }

  @Test
  void eachEventIsInTheTimerOfItsKind() {
    Thread me = Thread.currentThread();
    metrics.waited("pdf", me, 0, 10);
    metrics.held("pdf", me, 10, 30, false);
    metrics.held("pdf", me, 30, 33, true);
    metrics.detached("pdf", me, 33, 73);
    metrics.ranKernel("pdf", me, 73, 78);
    assertThat(nanos("gil.lock.wait", "this")).isEqualTo(10);
    assertThat(nanos("gil.lock.hold", "this")).isEqualTo(23);
    assertThat(nanos("gil.lock.detached", "this")).isEqualTo(40);
    assertThat(nanos("gil.lock.kernel", "this")).isEqualTo(5);
    assertThat(registry.get("gil.lock.hold").tag("lock", "pdf").timer().count()).isEqualTo(2);
  }

  @Test
  void aLockIsHeardWhenItIsUsed() {
    try (GlobalLock lock = GlobalLock.builder("used").listener(metrics).build()) {
      int _ = lock.call(() -> 1);
    }
    assertThat(registry.get("gil.lock.hold").tag("lock", "used").timer().count()).isEqualTo(1);
  }

  @Test
  void whoWaitsIsCounted() throws InterruptedException {
    try (GlobalLock lock = metrics.watch(GlobalLock.builder("crowded").listener(metrics).build())) {
      assertThat(registry.get("gil.lock.waiting").gauge().value()).isEqualTo(0);
      Thread waiter;
      try (var _ = lock.attach()) {
        waiter = Thread.ofPlatform().start(() -> lock.call(() -> 1));
        while (lock.snapshot().waiters().isEmpty()) {
          Thread.onSpinWait();
        }
        assertThat(registry.get("gil.lock.waiting").gauge().value()).isEqualTo(1);
      }
      waiter.join();
    }
  }

  @Test
  void theBusyShareIsOfTheTimeSinceItWasReadLast() {
    try (GlobalLock _ = metrics.watch(GlobalLock.builder("busy").listener(metrics).build())) {
      var busy = registry.get("gil.lock.busy").tag("lock", "busy").gauge();
      clock.add(Duration.ofMillis(100));
      metrics.held("busy", Thread.currentThread(), 0, 25_000_000, false);
      assertThat(busy.value()).isEqualTo(0.25);
      assertThat(busy.value()).isEqualTo(0.25);
      clock.add(Duration.ofMillis(50));
      assertThat(busy.value()).isEqualTo(0);
    }
  }

  @Test
  void whatWorkersTellIsKeptByTheirPlaceNotTheirProcess() {
    Lane lane = new Lane("gil-task-1", 30, "worker 2 (pid 99)", List.of(hold(5), hold(7)));
    Incident died =
        new Incident(Incident.Kind.WORKER_DIED, "worker 2 (pid 99)", "", 0, 0, "killed");
    metrics.workerTold(new Trace(List.of(lane), List.of(died), 0, 7, 0, CoreSource.none("a test")));
    assertThat(nanos("gil.lock.hold", "worker 2")).isEqualTo(12);
    assertThat(registry.get("gil.worker.deaths").tag("worker", "worker 2").counter().count())
        .isEqualTo(1);
  }

  private static Span hold(long nanos) {
    return new Span(State.HOLD, "worker", 0, nanos);
  }

  @Test
  void theWorkersOfAnExecutorAreCountedByState() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (GilExecutor pool =
        metrics.watch(Strategies.open("threads", StrategySettings.DEFAULTS.workers(1)))) {
      var task =
          pool.submit(
              _ -> {
                begun.countDown();
                return go.await(60, TimeUnit.SECONDS);
              });
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      double all =
          registry.get("gil.worker.count").gauges().stream().mapToDouble(g -> g.value()).sum();
      assertThat(all).isEqualTo(pool.snapshot().workers().size());
      go.countDown();
      boolean _ = task.get(60, TimeUnit.SECONDS);
    }
    assertThat(registry.get("gil.worker.tasks").tag("strategy", "threads").functionCounter())
        .isNotNull();
  }
}
