package dev.gil.testkit.explore;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;
import static dev.gil.testkit.explore.Interleavings.lock;
import static dev.gil.testkit.explore.Interleavings.point;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What goes wrong is called by its name, also where the body does its worst. */
class DetectorsTest {
  private static Failure failure(Interleavings.Body body) {
    return Interleavings.of(body)
        .seed(5)
        .steps(2_000)
        .executions(500)
        .patience(Duration.ofMillis(300))
        .run()
        .failure()
        .orElseThrow();
  }

  @Test
  void anErrorInAForkedThreadFails() {
    Failure failure =
        failure(
            () ->
                join(
                    fork(
                        "worker",
                        () -> {
                          throw new IllegalStateException("broken");
                        })));
    assertThat(failure.kind()).isEqualTo(FailureKind.EXCEPTION);
    assertThat(failure.message()).isEqualTo("worker threw IllegalStateException: broken");
    assertThat(failure.cause()).get().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLoopOfPointsIsALivelock() {
    Failure failure =
        failure(
            () -> {
              boolean spins = true;
              while (spins) {
                point();
              }
            });
    assertThat(failure.kind()).isEqualTo(FailureKind.LIVELOCK);
    assertThat(failure.message()).startsWith("main still runs after 2000 steps");
  }

  @Test
  void aLoopThatCatchesEverythingIsALivelockAllTheSame() {
    Failure failure =
        failure(
            () -> {
              boolean spins = true;
              while (spins) {
                try {
                  point();
                } catch (Throwable _) {
                  spins = true;
                }
              }
            });
    assertThat(failure.kind()).isEqualTo(FailureKind.LIVELOCK);
  }

  @Test
  void aThreadThatIsNotJoinedIsALeak() {
    Failure failure = failure(() -> fork("straggler", Interleavings::point));
    assertThat(failure.kind()).isEqualTo(FailureKind.LEAKED_THREAD);
    assertThat(failure.message()).contains("straggler still lives");
  }

  @Test
  void aThreadThatEndsAttachedIsALeakedHold() {
    Failure failure =
        failure(
            () -> {
              GlobalLock lock = lock("pdfium");
              join(fork("user", () -> assertThat(lock.attach()).isNotNull()));
            });
    assertThat(failure.kind()).isEqualTo(FailureKind.LEAKED_HOLD);
    assertThat(failure.message()).isEqualTo("user ended and still holds pdfium");
  }

  @Test
  void aLatchThatNobodyCountsDownIsALostWakeUp() {
    Failure failure = failure(() -> new CountDownLatch(1).await());
    assertThat(failure.kind()).isEqualTo(FailureKind.LOST_WAKEUP);
    assertThat(failure.message()).contains("main waits to park at CountDownLatch.Sync");
  }

  @Test
  void aDeadlockOfGlobalLocksNamesTheCycle() {
    Failure failure = failure(Bugs.DEADLOCK_OF_GLOBAL_LOCKS.wrong);
    assertThat(failure.message()).contains("holds a").contains("waits for b");
    assertThat(failure.table()).contains(">>").contains("attach a").contains("[a]");
  }

  /** A day, which the watchdog would not stand. */
  @Test
  void aTimedParkEndsByVirtualTime() {
    Exploration exploration =
        Interleavings.of(() -> LockSupport.parkNanos(Duration.ofDays(1).toNanos()))
            .executions(3)
            .seed(1)
            .run();
    assertThat(exploration.failure()).as(exploration.toString()).isEmpty();
  }

  @Test
  void aLoopWithoutPointsIsStuckAndItsPlaceIsNamed() {
    boolean[] over = new boolean[1];
    try {
      Failure failure =
          failure(
              () -> {
                while (!isOver(over)) {
                  Thread.onSpinWait();
                }
              });
      assertThat(failure.kind()).isEqualTo(FailureKind.STUCK);
      assertThat(failure.message()).contains("has passed no point").contains("DetectorsTest");
      assertThat(failure.token()).isEmpty();
    } finally {
      end(over);
    }
  }

  private static synchronized boolean isOver(boolean[] over) {
    return over[0];
  }

  private static synchronized void end(boolean[] over) {
    over[0] = true;
  }

  @Test
  void aThreadFromOutsideIsCountedAndIsNoDeadlock() {
    Exploration exploration =
        Interleavings.of(
                () -> {
                  CompletableFuture<Integer> answer = new CompletableFuture<>();
                  Thread outside = Thread.ofPlatform().start(() -> complete(answer));
                  assertThat(answer.join()).isEqualTo(42);
                  outside.join();
                })
            .executions(20)
            .seed(1)
            .run();
    assertThat(exploration.failure().map(Failure::kind))
        .isNotEqualTo(java.util.Optional.of(FailureKind.DEADLOCK))
        .isNotEqualTo(java.util.Optional.of(FailureKind.LOST_WAKEUP));
    assertThat(exploration.controlReport()).contains("wake-ups by threads from outside");
  }

  private static void complete(CompletableFuture<Integer> answer) {
    answer.complete(42);
  }

  @Test
  void aBodyThatDrawsItsOwnNumbersIsNotDeterministic() {
    Random random = new Random();
    Failure failure =
        failure(
            () -> {
              for (int i = random.nextInt(1_000); i > 0; i--) {
                point();
              }
            });
    assertThat(failure.kind()).isEqualTo(FailureKind.NONDETERMINISTIC);
    assertThat(failure.message()).contains("not the same each time");
  }

  @Test
  void tenThousandThreadsAreExploredLikeTwo() {
    Exploration exploration =
        Interleavings.of(
                () -> {
                  int[] done = new int[1];
                  Forked[] all = new Forked[10_000];
                  for (int i = 0; i < all.length; i++) {
                    all[i] = fork(() -> done[0]++);
                  }
                  join(all);
                  assertThat(done[0]).isEqualTo(all.length);
                })
            .executions(3)
            .seed(1)
            .run();
    assertThat(exploration.failure()).as(exploration.toString()).isEmpty();
  }

  @Test
  void codeOutsideAnExplorationPassesPoints() {
    point();
    assertThat(Interleavings.choose(3)).isZero();
  }
}
