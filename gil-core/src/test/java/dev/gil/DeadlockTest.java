package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** L14: a deadlock among gil locks is refused, with its cycle; nothing else is. */
class DeadlockTest {
  private static final int ROUNDS = Integer.getInteger("gil.deadlock.rounds", 100);

  private final GlobalLock a = GlobalLock.create("a");
  private final GlobalLock b = GlobalLock.create("b");

  @Test
  void theSecondOfTwoThatWaitForEachOtherIsRefused() throws Exception {
    Threads.Running<Integer> other;
    try (var _ = a.attach()) {
      CountDownLatch holds = new CountDownLatch(1);
      other =
          Threads.start(
              Thread.ofPlatform().daemon().name("other"),
              () -> {
                try (var _ = b.attach()) {
                  holds.countDown();
                  return a.call(() -> 1);
                }
              });
      Threads.await(holds);
      Threads.untilWaiting(a, 1);
      assertThatThrownBy(b::attach)
          .isInstanceOfSatisfying(
              DeadlockException.class,
              e -> {
                assertThat(e.cycle()).hasSize(2);
                assertThat(e.cycle().get(0).threadId())
                    .isEqualTo(Thread.currentThread().threadId());
                assertThat(e.cycle().get(0).holds()).isEqualTo("a");
                assertThat(e.cycle().get(0).waitsFor()).isEqualTo("b");
                assertThat(e.cycle().get(1).thread()).isEqualTo("other");
                assertThat(e.cycle().get(1).holds()).isEqualTo("b");
                assertThat(e.cycle().get(1).waitsFor()).isEqualTo("a");
              })
          .hasMessageContaining("\"other\" holds b and waits for a");
      assertThat(b.isHeld()).isFalse();
      assertThat(b.snapshot().waiters()).isEmpty();
    }
    assertThat(other.get()).isEqualTo(1);
  }

  /** The last to arrive takes back and cannot be refused: the fresh attach of the cycle is. */
  @Test
  void aTakingBackIsNeverRefusedTheFreshAttachIs() throws Exception {
    Threads.Running<Boolean> other;
    CountDownLatch holds = new CountDownLatch(1);
    try (var _ = a.attach();
        Attachment inner = b.attach()) {
      try (var _ = inner.detach()) {
        other =
            Threads.start(
                () -> {
                  try (var _ = b.attach()) {
                    holds.countDown();
                    a.attach().close();
                    return false;
                  } catch (DeadlockException e) {
                    return true;
                  }
                });
        Threads.await(holds);
        Threads.untilWaiting(a, 1);
      }
      assertThat(b.isHeld()).isTrue();
    }
    assertThat(other.get()).isTrue();
  }

  @Test
  void aWaitThatHoldsNothingIsNotInvolved() throws Exception {
    Threads.Running<Integer> waiter;
    try (var _ = a.attach();
        var _ = b.attach()) {
      waiter = Threads.start(() -> a.call(() -> 1));
      Threads.untilWaiting(a, 1);
    }
    assertThat(waiter.get()).isEqualTo(1);
  }

  @Test
  void aCycleThroughALocksOwnThreadIsRefusedThere() throws Exception {
    try (GlobalLock own = GlobalLock.builder("own").affinity(Affinity.THREAD).build();
        var _ = a.attach()) {
      assertThatThrownBy(() -> own.call(() -> a.call(() -> 1)))
          .isInstanceOf(DeadlockException.class)
          .hasMessageContaining("holds a and waits for own");
    }
  }

  /** Each of two or three threads takes one lock, then all take the next one's. */
  @Test
  void everyDeadlockIsRefusedAndNoneIsWaitedOut() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int n = 2 + random.nextInt(2);
      List<GlobalLock> locks = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        locks.add(GlobalLock.create("lock-" + i));
      }
      CyclicBarrier all = new CyclicBarrier(n);
      AtomicInteger refused = new AtomicInteger();
      List<Threads.Running<Object>> threads = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        GlobalLock mine = locks.get(i);
        GlobalLock next = locks.get((i + 1) % n);
        int pause = random.nextInt(3);
        Thread.Builder builder = random.nextBoolean() ? Thread.ofVirtual() : Thread.ofPlatform();
        threads.add(
            Threads.start(
                builder,
                () -> {
                  try (var _ = mine.attach()) {
                    all.await();
                    for (int k = 0; k < pause; k++) {
                      Thread.yield();
                    }
                    next.attach().close();
                  } catch (DeadlockException e) {
                    assertThat(e.cycle()).hasSize(n);
                    refused.incrementAndGet();
                  }
                  return null;
                }));
      }
      Threads.getAll(threads);
      assertThat(refused).as("round %d of seed %d", round, seed).hasValue(1);
      locks.forEach(GlobalLock::close);
    }
  }

  @Test
  void takingLocksInOneOrderIsNeverRefused() throws Exception {
    int threads = 4;
    int each = ROUNDS * 1_000 / threads;
    List<Threads.Running<Integer>> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      all.add(
          Threads.start(
              () -> {
                int taken = 0;
                for (int i = 0; i < each; i++) {
                  try (var _ = a.attach();
                      Attachment inner = b.attach()) {
                    taken++;
                    inner.checkpoint();
                    if (i % 64 == 0) {
                      Gil.detached(Thread::yield);
                    }
                  }
                }
                return taken;
              }));
    }
    assertThat(Threads.getAll(all)).containsOnly(each);
  }
}
