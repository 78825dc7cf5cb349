package dev.gil.executors.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Delays, and what becomes of stages whose task is over. */
@Timeout(120)
class TimersTest {
  private final GilExecutor loop = Strategies.open("eventloop");

  @Test
  void delaysEndOnTheLoopInTheOrderOfTheirLength() throws Exception {
    try (loop) {
      List<Integer> order = new ArrayList<>(); // plain: only the loop writes it
      List<TaskFuture<Void>> tasks = new ArrayList<>();
      for (int millis : List.of(60, 20, 40)) {
        tasks.add(
            loop.submitAsync(
                gil ->
                    Continuations.here()
                        .delay(Duration.ofMillis(millis))
                        .thenAccept(_ -> order.add(millis))));
      }
      for (TaskFuture<Void> task : tasks) {
        task.get();
      }
      assertThat(order).containsExactly(20, 40, 60);
    }
  }

  @Test
  void aNegativeDelayIsRefused() {
    try (loop) {
      TaskFuture<Void> task =
          loop.submitAsync(gil -> Continuations.here().delay(Duration.ofMillis(-1)));
      assertThatThrownBy(task::get)
          .hasCauseInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("negative");
    }
  }

  @Test
  void cancellingATaskCancelsWhatItWaitsForHoweverFarDown() throws Exception {
    try (loop) {
      CompletableFuture<String> source = new CompletableFuture<>();
      CountDownLatch started = new CountDownLatch(1);
      TaskFuture<Integer> task =
          loop.submitAsync(
              gil -> {
                var chain =
                    Continuations.here()
                        .deliver(source)
                        .thenApply(String::length)
                        .thenApply(n -> n + 1);
                started.countDown();
                return chain;
              });
      started.await();
      assertThat(loop.submit(gil -> "a turn later").get()).isNotNull();
      task.cancel(true);
      assertThat(source).isCancelled();
    }
  }

  @Test
  void whenATaskEndsTheStagesItLeftAreCancelled() throws Exception {
    try (loop) {
      CompletableFuture<String> slow = new CompletableFuture<>();
      TaskFuture<Object> race =
          loop.submitAsync(
              gil -> {
                var pieces = Continuations.here();
                return CompletableFuture.anyOf(
                    pieces.deliver(slow), pieces.delay(Duration.ofMillis(1)));
              });
      assertThat(race.get()).isNull();
      loop.submit(gil -> "a turn later").get();
      assertThat(slow).isCancelled();
    }
  }

  @Test
  void aTaskThatCancelsItsDelayGoesOn() throws Exception {
    try (loop) {
      TaskFuture<String> task =
          loop.submitAsync(
              gil -> {
                var delay = Continuations.here().delay(Duration.ofHours(1));
                var next = delay.handle((_, thrown) -> thrown == null ? "waited" : "went on");
                delay.cancel(true);
                return next;
              });
      assertThat(task.get()).isEqualTo("went on");
    }
  }

  @Test
  void closingWaitsForTasksThatWaitForATimer() throws Exception {
    TaskFuture<String> task =
        loop.submitAsync(
            gil -> Continuations.here().delay(Duration.ofMillis(20)).thenApply(_ -> "waited"));
    loop.close();
    assertThat(task.isDone()).isTrue();
    assertThat(task.get()).isEqualTo("waited");
  }

  @Test
  void closingNowCancelsTasksThatWaitForATimer() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    TaskFuture<String> task =
        loop.submitAsync(
            gil -> {
              var late = Continuations.here().delay(Duration.ofHours(1)).thenApply(_ -> "late");
              begun.countDown();
              return late;
            });
    begun.await();
    loop.shutdownNow();
    loop.close();
    assertThat(task.isCancelled()).isTrue();
  }
}
