package dev.gil.workloads.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import dev.gil.workloads.Workload;
import dev.gil.workloads.site.SiteProcess;
import dev.gil.workloads.steps.Offload;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Under an event loop all that is done with an answer is done on the loop's thread. */
@Timeout(120)
class LoopStepsTest {
  private static final Limits LIMITS = Limits.DEFAULTS;

  private static SiteProcess site;

  private final GilExecutor loop = Strategies.open("eventloop");

  @BeforeAll
  static void start() throws Exception {
    site = SiteProcess.start(42);
  }

  @AfterAll
  static void end() {
    site.close();
  }

  private Thread own() throws Exception {
    return loop.submit(gil -> Thread.currentThread()).get();
  }

  @Test
  void whatGoesOnFromAnAnswerRunsOnTheLoop() throws Exception {
    URI uri = site.at("/page/1?ms=50");
    try (loop) {
      TaskFuture<Thread> next =
          loop.submitAsync(
              gil -> AsyncFetch.get(uri, LIMITS).thenApply(_ -> Thread.currentThread()));
      assertThat(next.get()).isSameAs(own());
    }
  }

  @Test
  void whatGoesOnFromAFailureRunsOnTheLoop() throws Exception {
    URI uri = site.at("/drop");
    try (loop) {
      TaskFuture<Thread> next =
          loop.submitAsync(
              gil -> AsyncFetch.get(uri, LIMITS).handle((_, _) -> Thread.currentThread()));
      assertThat(next.get()).isSameAs(own());
    }
  }

  @Test
  void anImageIsWorkedOnOnTheLoop() throws Exception {
    try (loop) {
      ImageStep step = new ImageStep(site.at("/image/1?ms=50"), LIMITS, Workload.Form.KERNEL);
      TaskFuture<Thread> made =
          loop.submitAsync(gil -> step.start().thenApply(_ -> Thread.currentThread()));
      assertThat(made.get()).isSameAs(own());
    }
  }

  @Test
  void aPageIsCountedOnTheLoopForEachThatAsksForIt() throws Exception {
    PageStep step = new PageStep(-2, site.at("/page/2?ms=50"), LIMITS);
    try (loop) {
      List<TaskFuture<Thread>> visits =
          List.of(
              loop.submitAsync(gil -> step.start().thenApply(_ -> Thread.currentThread())),
              loop.submitAsync(gil -> step.start().thenApply(_ -> Thread.currentThread())));
      for (TaskFuture<Thread> visit : visits) {
        assertThat(visit.get()).isSameAs(own());
      }
    }
  }

  @Test
  void aCallThatIsMadeAgainIsReadOnTheLoop() throws Exception {
    PriceStep step = new PriceStep(site.at("/flaky/9/1/0/loop?ms=50"), LIMITS, 2);
    try (loop) {
      TaskFuture<Thread> read =
          loop.submitAsync(
              gil ->
                  step.start()
                      .thenApply(
                          priced -> {
                            assertThat(priced.busy()).isEqualTo(1);
                            return Thread.currentThread();
                          }));
      assertThat(read.get()).isSameAs(own());
    }
  }

  @Test
  void whatGoesOnFromABlockingCallElsewhereRunsOnTheLoop() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (loop) {
      TaskFuture<Thread> next =
          loop.submitAsync(
              gil ->
                  Offload.call(
                          () -> {
                            go.await();
                            return Thread.currentThread();
                          })
                      .thenApply(
                          elsewhere -> {
                            assertThat(elsewhere).isNotSameAs(Thread.currentThread());
                            return Thread.currentThread();
                          }));
      Thread own = own(); // the task has begun: what goes on is hung on before there is an answer
      go.countDown();
      assertThat(next.get()).isSameAs(own);
    }
  }

  @Test
  void whoIsCancelledDoesNotTakeThePageFromTheOthers() throws Exception {
    PageStep step = new PageStep(-3, site.at("/page/3?ms=50"), LIMITS);
    try (loop) {
      TaskFuture<Visited> first = loop.submitAsync(gil -> step.start());
      TaskFuture<Visited> second = loop.submitAsync(gil -> step.start());
      TaskFuture<Visited> third = loop.submitAsync(gil -> step.start());
      own(); // all have begun
      second.cancel(true);
      assertThat(first.get().trouble()).isNull();
      assertThat(third.get().trouble()).isNull();
    }
  }

  @Test
  void aPageThatItsVisitorGaveUpIsNoTroubleOfTheServer() throws Exception {
    PageStep step = new PageStep(-4, site.at("/hang"), LIMITS);
    try (loop) {
      TaskFuture<Visited> first = loop.submitAsync(gil -> step.start());
      TaskFuture<Visited> second = loop.submitAsync(gil -> step.start());
      own(); // both have begun
      first.cancel(true);
      assertThatThrownBy(second::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(CancellationException.class);
    }
  }
}
