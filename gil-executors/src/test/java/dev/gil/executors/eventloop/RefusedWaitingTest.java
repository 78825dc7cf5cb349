package dev.gil.executors.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.AttachmentException;
import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that waited, on the loop's only thread, for another one would wait for ever. */
@Timeout(120)
class RefusedWaitingTest {
  @Test
  void getOfAnotherTaskIsRefusedOnTheLoop() throws Exception {
    try (GilExecutor loop = Strategies.open("eventloop")) {
      Throwable refusal =
          loop.submit(gil -> refusalOf(() -> loop.submit(_ -> "never awaited").get())).get();
      assertThat(refusal)
          .isInstanceOf(AttachmentException.class)
          .hasMessageContaining("get() on the only thread of \"eventloop\"")
          .hasMessageContaining("submitAsync");
    }
  }

  @Test
  void joinMapAndInvokeAllAreRefusedOnTheLoop() throws Exception {
    try (GilExecutor loop = Strategies.open("eventloop")) {
      assertThat(loop.submit(gil -> refusalOf(() -> join(loop.submit(_ -> 1)))).get())
          .hasMessageContaining("join() on the only thread");
      assertThat(loop.submit(gil -> refusalOf(() -> loop.map(List.of(1), x -> x))).get())
          .hasMessageContaining("map() on the only thread");
      assertThat(loop.submit(gil -> refusalOf(() -> loop.invokeAll(List.of(() -> 1)))).get())
          .hasMessageContaining("invokeAll() on the only thread");
    }
  }

  private static int join(TaskFuture<Integer> future) {
    return ((CompletableFuture<Integer>) future).join();
  }

  @Test
  void getIsRefusedInALaterPieceToo() throws Exception {
    try (GilExecutor loop = Strategies.open("eventloop")) {
      Throwable refusal =
          loop.submitAsync(
                  gil ->
                      Continuations.here()
                          .deliver(CompletableFuture.completedStage("x"))
                          .thenApply(x -> refusalOf(() -> loop.submit(_ -> x).get())))
              .get();
      assertThat(refusal).isInstanceOf(AttachmentException.class);
    }
  }

  @Test
  void aLimitedGetOnTheLoopTimesOut() throws Exception {
    try (GilExecutor loop = Strategies.open("eventloop")) {
      Throwable end =
          loop.submit(gil -> refusalOf(() -> loop.submit(_ -> 1).get(1, TimeUnit.MILLISECONDS)))
              .get();
      assertThat(end).isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void whatIsDoneMayBeReadOnTheLoop() throws Exception {
    try (GilExecutor loop = Strategies.open("eventloop")) {
      TaskFuture<String> done = loop.submit(gil -> "done");
      done.get();
      assertThat(loop.submit(gil -> done.get()).get()).isEqualTo("done");
    }
  }

  @Test
  void onALoopTheOtherLoopMayBeAwaited() throws Exception {
    try (GilExecutor loop = Strategies.open("eventloop");
        GilExecutor other = Strategies.open("eventloop")) {
      assertThat(loop.submit(gil -> other.submit(_ -> "from the other").get()).get())
          .isEqualTo("from the other");
    }
    assertThatThrownBy(Continuations::here)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no task runs on thread");
  }

  private interface Waiting {
    Object until() throws Exception;
  }

  private static Throwable refusalOf(Waiting waiting) {
    try {
      return new AssertionError("it returned " + waiting.until());
    } catch (Exception e) {
      return e;
    }
  }
}
