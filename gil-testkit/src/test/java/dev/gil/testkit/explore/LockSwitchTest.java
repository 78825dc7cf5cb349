package dev.gil.testkit.explore;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;
import static dev.gil.testkit.explore.Interleavings.lock;
import static dev.gil.testkit.explore.Interleavings.point;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the lock changes hands: by force, of a holder's own will, and not at all. */
class LockSwitchTest {
  private static long handOffs(GlobalLock lock) {
    return lock.snapshot().counters().handOffs();
  }

  /** L2: a holder that nobody waits for any more is not disturbed. */
  @InterleavingTest(executions = 2_000, seed = 1)
  void aHolderKeepsTheLockWhoseWaitersHaveLeft() {
    GlobalLock lock = lock("l2");
    try (Attachment gil = lock.attach()) {
      Forked waiter =
          fork(
              "waiter",
              () -> {
                try (Attachment _ = lock.attachInterruptibly()) {
                  point();
                } catch (InterruptedException _) {
                  assertThat(lock.isHeld()).isFalse();
                }
              });
      waiter.interrupt();
      gil.checkpoint();
      join(waiter);
      long before = handOffs(lock);
      for (int i = 0; i < 3; i++) {
        gil.checkpoint();
        assertThat(lock.isHeld()).isTrue();
      }
      assertThat(handOffs(lock)).isEqualTo(before);
    }
  }

  /** L3: who hands over at a checkpoint does not have the lock back before another had it. */
  @InterleavingTest(executions = 3_000, seed = 2)
  void aForcedHandOffReachesAnother() {
    GlobalLock lock = lock("l3");
    List<String> holders = new ArrayList<>();
    join(
        fork(() -> givesWay(lock, "a", holders)),
        fork(() -> givesWay(lock, "b", holders)),
        fork(() -> givesWay(lock, "c", holders)));
    assertThat(holders).hasSize(9);
  }

  private static void givesWay(GlobalLock lock, String name, List<String> holders) {
    try (Attachment gil = lock.attach()) {
      holders.add(name);
      for (int i = 0; i < 2; i++) {
        int others = holders.size();
        long before = handOffs(lock);
        gil.checkpoint();
        if (handOffs(lock) != before) {
          assertThat(holders).as("who had it meanwhile").hasSizeGreaterThan(others);
          assertThat(holders.get(others)).isNotEqualTo(name);
        } else {
          assertThat(holders).as("nobody had it meanwhile").hasSize(others);
        }
        holders.add(name);
      }
    }
  }

  /**
   * L3: a lock that is given up for a blocking call goes to its waiter, or to one that comes by.
   */
  @Test
  void aDetachMayBeBarged() {
    Set<String> firsts = new HashSet<>();
    Exploration all =
        Interleavings.of(
                () -> {
                  GlobalLock lock = lock("l3");
                  List<String> holders = new ArrayList<>();
                  try (Attachment gil = lock.attach()) {
                    Forked waiter = fork("waiter", () -> enters(lock, "waiter", holders));
                    point();
                    boolean waits = lock.snapshot().waiters().size() == 1;
                    Forked late = fork("late", () -> enters(lock, "late", holders));
                    gil.detached(() -> join(waiter, late));
                    if (waits) {
                      firsts.add(holders.getFirst());
                    }
                  }
                  assertThat(holders).containsExactlyInAnyOrder("waiter", "late");
                })
            .explorer(Explorer.BOUNDED)
            .executions(20_000)
            .run()
            .check();
    assertThat(all.exhaustedPreemptions()).hasValue(2);
    assertThat(firsts).containsExactlyInAnyOrder("waiter", "late");
  }

  private static void enters(GlobalLock lock, String name, List<String> holders) {
    try (Attachment _ = lock.attach()) {
      holders.add(name);
    }
  }

  /** L6: a lock that is given up is free at once, so what runs meanwhile may wait for its users. */
  @InterleavingTest(executions = 3_000, seed = 3)
  void aDetachedLockIsFreeWhileTheBodyRuns() {
    GlobalLock lock = lock("l6");
    AtomicInteger entered = new AtomicInteger();
    Interleavings.Body user =
        () -> {
          try (Attachment gil = lock.attach()) {
            entered.incrementAndGet();
            gil.checkpoint();
          }
        };
    try (Attachment gil = lock.attach()) {
      Forked early = fork(user);
      gil.detached(
          () -> {
            Forked late = fork(user);
            join(early, late);
            assertThat(entered).hasValue(2);
          });
      assertThat(lock.isHeld()).isTrue();
      assertThat(lock.snapshot().waiters()).isEmpty();
    }
  }
}
