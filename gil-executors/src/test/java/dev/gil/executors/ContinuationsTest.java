package dev.gil.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Gil;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.PoolSaturatedException;
import dev.gil.TaskCancelledException;
import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link Continuations} promise, on each strategy. Tasks capture text only, so that they
 * travel; what two tasks of a worker share is static.
 */
@Timeout(120)
class ContinuationsTest {
  private static final StrategySettings ONE = StrategySettings.DEFAULTS.workers(1);
  private static final Executor ELSEWHERE = body -> Thread.ofPlatform().daemon().start(body);
  private static final int PIECES = 200;

  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @ValueSource(strings = {"single", "threads", "virtual", "virtual-explicit", "processes"})
  private @interface EveryStrategyWithALock {}

  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "single",
        "threads",
        "virtual",
        "virtual-explicit",
        "eventloop",
        "free",
        "processes"
      })
  private @interface EveryStrategy {}

  private static CompletableFuture<String> source = new CompletableFuture<>();
  private static List<Continuations> kept = new ArrayList<>();
  private static int inside; // plain
  private static int ran; // plain
  private static boolean overlapped;

  /** Completed by a thread that no strategy knows, when {@code file} is there. */
  private static CompletableFuture<String> elsewhere(String file) {
    return CompletableFuture.supplyAsync(
        () -> {
          while (!Files.exists(Path.of(file))) {
            LockSupport.parkNanos(1_000_000);
          }
          return "from elsewhere";
        },
        ELSEWHERE);
  }

  private static void mark(String file) {
    try {
      Files.writeString(Path.of(file), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitMark(String file) {
    while (!Files.exists(Path.of(file))) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @EveryStrategyWithALock
  void whatHangsOnADeliveredStageRunsAttached(String id, @TempDir Path dir) throws Exception {
    String go = dir.resolve("go").toString();
    String begun = dir.resolve("begun").toString();
    try (GilExecutor pool = Strategies.open(id, ONE)) {
      TaskFuture<Boolean> task =
          pool.submitAsync(
              gil -> {
                var stage =
                    Continuations.here().deliver(elsewhere(go)).thenApply(_ -> Gil.attached());
                mark(begun);
                return stage;
              });
      awaitMark(begun);
      mark(go);
      assertThat(task.get()).isTrue();
    }
  }

  @EveryStrategyWithALock
  void theAsyncMethodsOfADeliveredStageRunAttachedToo(String id) throws Exception {
    try (GilExecutor pool = Strategies.open(id, ONE)) {
      assertThat(
              pool.submitAsync(
                      gil ->
                          Continuations.here()
                              .delay(Duration.ofMillis(1))
                              .thenApplyAsync(_ -> Gil.attached()))
                  .get())
          .isTrue();
    }
  }

  @EveryStrategyWithALock
  void onePieceRunsAtATime(String id) throws Exception {
    try (GilExecutor pool = Strategies.open(id, ONE.workers(4).inFlight(1))) {
      assertThat(pool.submitAsync(gil -> manyPieces()).get()).isEqualTo("200 in turn");
    }
  }

  private static CompletionStage<String> manyPieces() {
    inside = 0;
    ran = 0;
    overlapped = false;
    Continuations pieces = Continuations.here();
    CompletableFuture<?>[] all = new CompletableFuture<?>[PIECES];
    for (int i = 0; i < PIECES; i++) {
      all[i] = pieces.delay(Duration.ZERO).thenRun(ContinuationsTest::piece);
    }
    return CompletableFuture.allOf(all)
        .thenApply(_ -> ran + (overlapped ? " overlapped" : " in turn"));
  }

  /** Long enough for two that do not exclude each other to meet. */
  private static void piece() {
    overlapped |= ++inside != 1;
    long start = System.nanoTime();
    while (System.nanoTime() - start < 100_000) {
      Thread.onSpinWait();
    }
    inside--;
    ran++;
  }

  @EveryStrategy
  void aPieceSeesTheCancelOfItsTaskAtItsCheckpoints(String id, @TempDir Path dir) {
    String looping = dir.resolve("looping").toString();
    String seen = dir.resolve("seen").toString();
    try (GilExecutor pool = Strategies.open(id, ONE)) {
      TaskFuture<String> task =
          pool.submitAsync(
              gil ->
                  Continuations.here()
                      .delay(Duration.ZERO)
                      .thenApply(_ -> loopUntilCancelled(looping, seen)));
      awaitMark(looping);
      task.cancel(true);
      awaitMark(seen);
      assertThat(task.isCancelled()).isTrue();
    }
  }

  private static String loopUntilCancelled(String looping, String seen) {
    mark(looping);
    try {
      while (true) {
        Gil.checkpoint();
      }
    } catch (TaskCancelledException e) {
      mark(seen);
      throw e;
    }
  }

  @EveryStrategy
  void piecesOfATaskThatHasEndedAreRefused(String id) throws Exception {
    try (GilExecutor pool = Strategies.open(id, ONE)) {
      pool.submitAsync(gil -> CompletableFuture.completedStage(keep())).get();
      assertThatThrownBy(() -> pool.submit(gil -> useKept()).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(PoolSaturatedException.class)
          .hasMessageContaining("has ended");
    }
  }

  private static int keep() {
    kept.clear();
    kept.add(Continuations.here());
    return kept.size();
  }

  /** The task may end a moment after its future. */
  private static int useKept() {
    for (int i = 0; i < 10_000; i++) {
      kept.getFirst().execute(() -> {});
      LockSupport.parkNanos(1_000_000);
    }
    return kept.size();
  }

  @EveryStrategy
  void whatATaskLeavesOpenIsCancelledWithIt(String id) throws Exception {
    try (GilExecutor pool = Strategies.open(id, ONE)) {
      pool.submitAsync(gil -> leaveOpen()).get();
      assertThat(pool.submit(gil -> isSourceCancelled()).get()).isTrue();
    }
  }

  private static CompletionStage<Integer> leaveOpen() {
    source = new CompletableFuture<>();
    Continuations pieces = Continuations.here();
    var _ = pieces.deliver(source);
    return pieces.delay(Duration.ofMillis(1)).thenApply(_ -> 1);
  }

  /** The task may end a moment after its future. */
  private static boolean isSourceCancelled() {
    for (int i = 0; i < 10_000 && !source.isCancelled(); i++) {
      LockSupport.parkNanos(1_000_000);
    }
    return source.isCancelled();
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "threads", "virtual", "virtual-explicit"})
  void aPieceWithoutALockFailsTheStageItWasToComplete(String id) throws Exception {
    GlobalLock lent = GlobalLock.create("closed-early");
    CompletableFuture<String> late = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    try (GilExecutor pool = Strategies.open(id, ONE.lock(lent))) {
      TaskFuture<String> task =
          pool.submitAsync(
              gil -> {
                var stage = Continuations.here().deliver(late);
                begun.countDown();
                return stage;
              });
      begun.await();
      lent.attach().close(); // the first piece is over
      lent.close();
      late.complete("too late");
      assertThatThrownBy(task::get).hasCauseInstanceOf(LockClosedException.class);
    }
  }
}
