package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Affinity;
import dev.gil.Gil;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.internal.Breaker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Later pieces of a task that was read from bytes. What they share is static: they travel. */
@Timeout(60)
class FarContinuationsTest {
  private static CompletableFuture<String> source = new CompletableFuture<>();
  private static CountDownLatch started = new CountDownLatch(1);
  private static CompletableFuture<Throwable> seen = new CompletableFuture<>();

  @BeforeEach
  void fresh() {
    source = new CompletableFuture<>();
    started = new CountDownLatch(1);
    seen = new CompletableFuture<>();
  }

  private static GilExecutor open(LoopbackStrategy far) {
    return Strategies.open(far, StrategySettings.DEFAULTS.workers(1));
  }

  private static <T> CompletableFuture<T> begun(CompletableFuture<T> stage) {
    started.countDown();
    return stage;
  }

  @Test
  void aPieceRunsAttachedToTheFarLock() throws Exception {
    try (GilExecutor pool = open(new LoopbackStrategy())) {
      TaskFuture<Boolean> attached =
          pool.submitAsync(
              gil -> begun(Continuations.here().deliver(source).thenApply(_ -> Gil.attached())));
      started.await();
      source.complete("go");
      assertThat(attached.get()).isTrue();
    }
  }

  @Test
  void aPieceRunsOnTheThreadOfALockThatHasOne() throws Exception {
    try (GlobalLock lock = GlobalLock.builder("far-own").affinity(Affinity.THREAD).build();
        GilExecutor pool = open(new LoopbackStrategy(lock))) {
      String own = lock.call(() -> Thread.currentThread().getName());
      TaskFuture<String> name =
          pool.submitAsync(
              gil ->
                  begun(
                      Continuations.here()
                          .deliver(source)
                          .thenApply(_ -> Thread.currentThread().getName())));
      started.await();
      source.complete("go");
      assertThat(name.get()).isEqualTo(own);
    }
  }

  @Test
  void aPieceThatIsBlockedIsInterruptedByTheCancelOfItsTask() throws Exception {
    try (GilExecutor pool = open(new LoopbackStrategy())) {
      TaskFuture<String> task =
          pool.submitAsync(
              gil ->
                  Continuations.here()
                      .delay(Duration.ZERO)
                      .thenApply(_ -> Gil.detached(FarContinuationsTest::blocked)));
      started.await();
      task.cancel(true);
      assertThat(seen.get()).isInstanceOf(InterruptedException.class);
    }
  }

  private static String blocked() {
    started.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      seen.complete(e);
    }
    return "interrupted";
  }

  @Test
  void aStageThatCannotBeCancelledIsNotWaitedFor() throws Exception {
    GilExecutor pool = open(new LoopbackStrategy());
    TaskFuture<String> task = pool.submitAsync(gil -> deaf());
    started.await();
    task.cancel(true);
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(Breaker.open()).as("a request that nobody will lower").isFalse();
  }

  private static CompletionStage<String> deaf() {
    started.countDown();
    return source.minimalCompletionStage();
  }

  @Test
  void aPieceWithoutALockFailsTheStageItWasToComplete() throws Exception {
    LoopbackStrategy far = new LoopbackStrategy();
    try (GilExecutor pool = open(far)) {
      TaskFuture<String> task =
          pool.submitAsync(gil -> begun(Continuations.here().deliver(source)));
      started.await();
      far.lock.attach().close(); // the first piece is over
      far.lock.close();
      source.complete("too late");
      assertThatThrownBy(task::get).hasCauseInstanceOf(LockClosedException.class);
    }
  }
}
