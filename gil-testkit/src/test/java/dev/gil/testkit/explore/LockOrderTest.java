package dev.gil.testkit.explore;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;
import static dev.gil.testkit.explore.Interleavings.lock;
import static dev.gil.testkit.explore.Interleavings.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.Gil;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.LockTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The lock explores itself: what its contract says of order holds in every order that is run. */
class LockOrderTest {
  private static void inside(AtomicInteger holders, Attachment gil) {
    assertThat(holders.incrementAndGet()).isEqualTo(1);
    point();
    assertThat(gil.lock().orElseThrow().isHeld()).isTrue();
    assertThat(holders.decrementAndGet()).isZero();
  }

  /** L1, L3: one holder, through hand-overs at checkpoints and barging at detaches. */
  @InterleavingTest(executions = 3_000, seed = 1)
  void thereIsOneHolderAtATime() {
    GlobalLock lock = lock("l1");
    AtomicInteger holders = new AtomicInteger();
    Interleavings.Body user =
        () -> {
          try (Attachment gil = lock.attach()) {
            inside(holders, gil);
            gil.checkpoint();
            inside(holders, gil);
            gil.detached(() -> point());
            inside(holders, gil);
          }
        };
    join(fork(user), fork(user), fork(user));
  }

  /** L5: a detach gives all nested attachments up, and a taking back restores them. */
  @InterleavingTest(executions = 3_000, seed = 2)
  void aDetachFreesAllLevelsAndTakesThemBack() {
    GlobalLock lock = lock("l5");
    AtomicInteger holders = new AtomicInteger();
    Interleavings.Body user =
        () -> {
          try (Attachment outer = lock.attach();
              Attachment inner = lock.attach()) {
            inner.detached(
                () -> {
                  assertThat(lock.isHeld()).isFalse();
                  try (Attachment upcall = lock.attach()) {
                    inside(holders, upcall);
                  }
                });
            inside(holders, outer);
          }
          assertThat(lock.isHeld()).isFalse();
        };
    join(fork(user), fork(user));
  }

  /** L5: code without a token gives up all locks, and takes back all. */
  @InterleavingTest(executions = 3_000, seed = 3)
  void allLocksAreGivenUpAndTakenBackTogether() {
    GlobalLock a = lock("a");
    GlobalLock b = lock("b");
    Interleavings.Body user =
        () -> {
          try (Attachment _ = a.attach();
              Attachment _ = b.attach()) {
            Gil.detached(
                () -> {
                  assertThat(a.isHeld() || b.isHeld()).isFalse();
                  point();
                });
            assertThat(a.isHeld() && b.isHeld()).isTrue();
          }
        };
    join(fork(user), fork(user));
  }

  /** L7: a timed attach ends, by virtual time, and leaves nothing in the line. */
  @InterleavingTest(executions = 2_000, seed = 4)
  void aTimedAttachEndsWhereTheHolderNeverGivesUp() {
    GlobalLock lock = lock("l7");
    try (Attachment gil = lock.attach()) {
      join(
          fork(
              () ->
                  assertThatThrownBy(() -> lock.attach(Duration.ofHours(1)))
                      .isInstanceOf(LockTimeoutException.class)));
      gil.checkpoint();
      assertThat(lock.snapshot().waiters()).isEmpty();
    }
  }

  /** L8: neither checkpoints nor others break a session. */
  @InterleavingTest(executions = 2_000, seed = 5)
  void aSessionIsNotBroken() {
    GlobalLock lock = lock("l8");
    AtomicInteger inSession = new AtomicInteger();
    Interleavings.Body user =
        () -> {
          try (Attachment gil = lock.session("export")) {
            inSession.incrementAndGet();
            gil.checkpoint();
            point();
            gil.checkpoint();
            assertThat(inSession.getAndDecrement()).isEqualTo(1);
          }
        };
    join(fork(user), fork(user), fork(user));
  }

  /** L13: whoever waits for a lock that is closed is told, and nobody hangs. */
  @InterleavingTest(executions = 2_000, seed = 6)
  void closingALockFreesItsWaiters() {
    GlobalLock lock = lock("l13");
    AtomicInteger done = new AtomicInteger();
    Interleavings.Body user =
        () -> {
          try (Attachment gil = lock.attach()) {
            point();
            gil.checkpoint();
          } catch (LockClosedException _) {
            point();
          }
          done.incrementAndGet();
        };
    join(
        fork(user),
        fork(user),
        fork(
            () -> {
              point();
              lock.close();
            }));
    assertThat(done).hasValue(2);
  }
}
