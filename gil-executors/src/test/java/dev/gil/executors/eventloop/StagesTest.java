package dev.gil.executors.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Gil;
import dev.gil.PoolSaturatedException;
import dev.gil.TaskCancelledException;
import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stages that end well, badly, twice or never. */
@Timeout(120)
class StagesTest {
  private final GilExecutor loop = Strategies.open("eventloop");

  @Test
  void aStageThatFailsFailsItsTaskWithItsCause() throws Exception {
    try (loop) {
      TaskFuture<String> failed =
          loop.submitAsync(
              gil ->
                  Continuations.here()
                      .<String>deliver(
                          CompletableFuture.failedStage(new IllegalStateException("x")))
                      .thenApply(s -> s + "never"));
      assertThatThrownBy(failed::get).cause().isExactlyInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @SuppressWarnings("NullAway") // what a task does that knows no better
  void noStageAtAllIsAFailureThatSaysSo() {
    try (loop) {
      CompletionStage<String> none = null;
      TaskFuture<String> failed = loop.submitAsync(gil -> none);
      assertThatThrownBy(failed::get)
          .hasCauseInstanceOf(NullPointerException.class)
          .hasMessageContaining("null in place of a stage");
    }
  }

  @Test
  void anAsyncTaskThatThrowsFailsAlone() throws Exception {
    try (loop) {
      TaskFuture<String> failed =
          loop.submitAsync(
              gil -> {
                throw new IllegalStateException("meant to fail: before its stage");
              });
      assertThatThrownBy(failed::get).cause().isExactlyInstanceOf(IllegalStateException.class);
      assertThat(loop.submit(gil -> "alive").get()).isEqualTo("alive");
    }
  }

  @Test
  void aStageThatCompletesAndThenFailsHasCompleted() throws Exception {
    try (loop) {
      TaskFuture<String> task = loop.submitAsync(gil -> new Wavering());
      assertThat(task.get()).isEqualTo("first");
      assertThat(loop.snapshot().failed()).isZero();
    }
  }

  private static final class Wavering extends CompletableFuture<String> {
    @Override
    public CompletableFuture<String> whenComplete(
        BiConsumer<? super String, ? super Throwable> then) {
      then.accept("first", null);
      then.accept(null, new IllegalStateException("too late"));
      return this;
    }
  }

  @Test
  void aStageThatAnotherThreadCompletesGoesOnOnTheLoop() throws Exception {
    try (loop) {
      Thread own = loop.submit(gil -> Thread.currentThread()).get();
      CompletableFuture<String> elsewhere = new CompletableFuture<>();
      TaskFuture<Thread> task =
          loop.submitAsync(
              gil ->
                  Continuations.here().deliver(elsewhere).thenApply(_ -> Thread.currentThread()));
      elsewhere.complete("by the test's thread");
      assertThat(task.get()).isSameAs(own);
    }
  }

  @Test
  void aStageThatCompletesTwiceCompletesItsTaskOnce() throws Exception {
    try (loop) {
      TaskFuture<String> task = loop.submitAsync(gil -> new Twice());
      assertThat(task.get()).isEqualTo("first");
      assertThat(loop.submit(gil -> "alive").get()).isEqualTo("alive");
      assertThat(loop.snapshot().completed()).isEqualTo(2);
    }
  }

  private static final class Twice extends CompletableFuture<String> {
    @Override
    public CompletableFuture<String> whenComplete(
        BiConsumer<? super String, ? super Throwable> then) {
      then.accept("first", null);
      then.accept("second", null);
      return this;
    }
  }

  @Test
  void closingNowFailsATaskWhoseStageNeverCompletes() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<String> never = new CompletableFuture<>();
    TaskFuture<String> task =
        loop.submitAsync(
            gil -> {
              started.countDown();
              return never;
            });
    started.await();
    loop.shutdownNow();
    assertThat(loop.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(task.isCancelled()).isTrue();
    assertThat(never).isCancelled();
  }

  @Test
  void closingNowDoesNotWaitForAStageThatCannotBeCancelled() throws Exception {
    CountDownLatch started = new CountDownLatch(2);
    CompletionStage<String> deaf = new CompletableFuture<String>().minimalCompletionStage();
    TaskFuture<String> cancelled =
        loop.submitAsync(
            gil -> {
              started.countDown();
              return deaf;
            });
    TaskFuture<String> pending =
        loop.submitAsync(
            gil -> {
              started.countDown();
              return deaf;
            });
    started.await();
    cancelled.cancel(false); // the task goes on without a future
    loop.shutdownNow();
    assertThat(loop.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(pending.isCancelled()).isTrue();
  }

  @Test
  void aClosedLoopRefusesTasksAndWaitsForThoseItHas() throws Exception {
    CompletableFuture<Integer> later = new CompletableFuture<>();
    TaskFuture<Integer> task =
        loop.submitAsync(gil -> Continuations.here().deliver(later).thenApply(x -> x + 1));
    loop.shutdown();
    assertThatThrownBy(() -> loop.submitAsync(gil -> later))
        .isInstanceOf(PoolSaturatedException.class)
        .hasMessageContaining("closed");
    assertThat(loop.isTerminated()).isFalse();
    later.complete(1); // its piece runs after the shutdown
    assertThat(task.get()).isEqualTo(2);
    loop.close();
  }

  @Test
  void aDependentThatThrowsCostsTheLoopNothing() throws Exception {
    try (loop) {
      CountDownLatch go = new CountDownLatch(1);
      TaskFuture<String> task =
          loop.submit(
              gil -> {
                go.await();
                return "value";
              });
      var broken =
          task.thenApply(
              _ -> {
                throw new IllegalStateException("meant to fail: a dependent");
              });
      go.countDown();
      assertThat(task.get()).isEqualTo("value");
      assertThatThrownBy(() -> broken.toCompletableFuture().get())
          .isInstanceOf(ExecutionException.class);
      assertThat(loop.submit(gil -> "alive").get()).isEqualTo("alive");
    }
  }

  @Test
  void aProgressListenerThatThrowsFailsItsTaskOnly() throws Exception {
    try (loop) {
      var options =
          TaskOptions.NONE.onProgress(
              (_, _) -> {
                throw new IllegalStateException("meant to fail: a listener");
              });
      TaskFuture<String> task =
          loop.submit(
              options,
              gil -> {
                gil.progress(1, 2);
                return "unharmed";
              });
      assertThatThrownBy(task::get).hasCauseInstanceOf(IllegalStateException.class);
      assertThat(loop.submit(gil -> "alive").get()).isEqualTo("alive");
    }
  }

  @Test
  void piecesOfATaskThatHasEndedAreRefused() throws Exception {
    try (loop) {
      Continuations kept =
          loop.submitAsync(gil -> CompletableFuture.completedStage(Continuations.here())).get();
      loop.submit(gil -> "a turn later").get();
      assertThatThrownBy(() -> kept.execute(() -> {}))
          .isInstanceOf(PoolSaturatedException.class)
          .hasMessageContaining("has ended");
      assertThat(kept.delay(Duration.ofHours(1)).isCancelled()).isTrue();
    }
  }

  @Test
  void aPieceSeesTheCancelOfItsTaskAtACheckpoint() throws Exception {
    try (loop) {
      CompletableFuture<Throwable> seen = new CompletableFuture<>();
      CountDownLatch looping = new CountDownLatch(1);
      TaskFuture<String> task =
          loop.submitAsync(
              gil ->
                  Continuations.here()
                      .delay(Duration.ZERO)
                      .thenApply(_ -> loopUntilCancelled(looping, seen)));
      looping.await();
      task.cancel(true);
      assertThat(seen.get(1, TimeUnit.MINUTES)).isInstanceOf(TaskCancelledException.class);
    }
  }

  private static String loopUntilCancelled(
      CountDownLatch looping, CompletableFuture<Throwable> seen) {
    looping.countDown();
    try {
      while (true) {
        Gil.checkpoint();
      }
    } catch (TaskCancelledException e) {
      seen.complete(e);
      throw e;
    }
  }
}
