package dev.gil.testkit.explore;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;
import static dev.gil.testkit.explore.Interleavings.lock;
import static dev.gil.testkit.explore.Interleavings.point;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.DeadlockException;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.LockSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits that end otherwise than by the lock, cleaning up, guards and counts: in every order run.
 */
class LockWaitTest {
  /** L7: an interrupt ends a wait, or comes too late and stays; it never costs anybody the lock. */
  @InterleavingTest(executions = 3_000, seed = 1)
  void anInterruptEndsAWaitOrStays() {
    GlobalLock lock = lock("l7");
    AtomicInteger entered = new AtomicInteger();
    Forked waiter =
        fork(
            "waiter",
            () -> {
              try (Attachment _ = lock.attachInterruptibly()) {
                entered.incrementAndGet();
              } catch (InterruptedException _) {
                assertThat(lock.isHeld()).isFalse();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
              }
            });
    Forked holder =
        fork(
            "holder",
            () -> {
              try (Attachment gil = lock.attach()) {
                gil.checkpoint();
                entered.incrementAndGet();
              }
            });
    waiter.interrupt();
    join(waiter, holder);
    assertThat(entered.get()).isBetween(1, 2);
    assertThat(lock.snapshot().waiters()).isEmpty();
    try (Attachment free = lock.tryAttach()) {
      assertThat(free).as("free at the end").isNotNull();
    }
  }

  /** L5: taking back is not interrupted, and leaves the flag set. */
  @InterleavingTest(executions = 3_000, seed = 2)
  void anInterruptDoesNotKeepAThreadFromTakingBack() {
    GlobalLock lock = lock("l5");
    Forked returner =
        fork(
            "returner",
            () -> {
              try (Attachment gil = lock.attach()) {
                gil.detached(() -> point());
                assertThat(lock.isHeld()).isTrue();
              }
            });
    Forked other =
        fork(
            "other",
            () -> {
              try (Attachment gil = lock.attach()) {
                gil.checkpoint();
              }
            });
    returner.interrupt();
    join(returner, other);
  }

  /** L14: of two threads that take two locks crosswise, one at most is refused, and both end. */
  @InterleavingTest(executions = 3_000, seed = 3)
  void aDeadlockIsRefusedToOneOfTheCycle() {
    GlobalLock a = lock("a");
    GlobalLock b = lock("b");
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger entered = new AtomicInteger();
    join(fork(() -> nested(a, b, refused, entered)), fork(() -> nested(b, a, refused, entered)));
    assertThat(refused.get()).isLessThanOrEqualTo(1);
    assertThat(refused.get() + entered.get()).isEqualTo(2);
    assertThat(a.isHeld() || b.isHeld()).isFalse();
  }

  private static void nested(
      GlobalLock first, GlobalLock second, AtomicInteger refused, AtomicInteger entered) {
    try (Attachment _ = first.attach();
        Attachment _ = second.attach()) {
      entered.incrementAndGet();
    } catch (DeadlockException e) {
      assertThat(e.cycle()).hasSize(2);
      assertThat(first.isHeld() || second.isHeld()).isFalse();
      refused.incrementAndGet();
    }
  }

  /** L13, L14: closing a lock frees those who wait for it with another lock in hand. */
  @InterleavingTest(executions = 3_000, seed = 4)
  void closingALockLeavesTheOthersOfItsWaitersInOrder() {
    GlobalLock outer = lock("outer");
    GlobalLock inner = lock("inner");
    Forked waiter =
        fork(
            "waiter",
            () -> {
              try (Attachment gil = outer.attach()) {
                try (Attachment _ = inner.attach()) {
                  point();
                } catch (LockClosedException _) {
                  assertThat(outer.isHeld()).isTrue();
                }
                gil.checkpoint();
              }
            });
    Forked other =
        fork(
            "other",
            () -> {
              try (Attachment gil = outer.attach()) {
                gil.checkpoint();
              }
            });
    inner.close();
    join(waiter, other);
    assertThat(outer.snapshot().waiters()).isEmpty();
  }

  /** L10: an action runs once, attached, whoever registers it and whoever is inside meanwhile. */
  @InterleavingTest(executions = 2_000, seed = 5)
  void actionsOfADisposerRunOnceAndAttached() {
    GlobalLock lock = lock("l10");
    List<Object> owners = new ArrayList<>();
    List<String> done = new ArrayList<>();
    Interleavings.Body user =
        () -> {
          Object mine = new Object();
          owners.add(mine);
          Runnable dispose =
              lock.disposer()
                  .register(
                      mine,
                      () -> {
                        assertThat(lock.isHeld()).isTrue();
                        done.add("disposed");
                      });
          point();
          dispose.run();
          dispose.run();
          try (Attachment gil = lock.attach()) {
            gil.checkpoint();
          }
        };
    join(fork(user), fork(user));
    try (Attachment _ = lock.attach()) {
      assertThat(done).hasSameSizeAs(owners).containsExactly("disposed", "disposed");
    }
  }

  /** L11: calls by guards, and attachments, exclude each other. */
  @InterleavingTest(executions = 2_000, seed = 6)
  void aGuardExcludesOthers() {
    GlobalLock lock = lock("l11");
    AtomicInteger inside = new AtomicInteger();
    Runnable guarded =
        lock.guard(
            Runnable.class,
            () -> {
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              point();
              inside.decrementAndGet();
            });
    Interleavings.Body attaches =
        () -> {
          try (Attachment gil = lock.attach()) {
            assertThat(inside.get()).isZero();
            gil.checkpoint();
          }
        };
    join(fork(guarded::run), fork(guarded::run), fork(attaches));
  }

  /** L16: every attach is counted, and every taking back after the lock was handed over. */
  @InterleavingTest(executions = 2_000, seed = 7)
  void everyAttachIsCounted() {
    GlobalLock lock = lock("l16");
    LockSnapshot.Counters before = lock.snapshot().counters();
    Interleavings.Body user =
        () -> {
          for (int i = 0; i < 2; i++) {
            try (Attachment gil = lock.attach()) {
              gil.checkpoint();
            }
          }
        };
    join(fork(user), fork(user));
    LockSnapshot.Counters after = lock.snapshot().counters();
    assertThat(after.attaches() - before.attaches())
        .isEqualTo(4 + after.handOffs() - before.handOffs());
  }
}
