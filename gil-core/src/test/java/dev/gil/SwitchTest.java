package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.internal.Breaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** L2 and L3: the waiter runs the clock; a drop on request is a forced hand-off. */
class SwitchTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofNanos(1_000);

  private final GlobalLock lock = GlobalLock.builder("l2").switchInterval(LONG).build();

  private boolean asked() {
    return lock.breaker.raised(Breaker.SWITCH);
  }

  @Test
  void aHolderWithoutWaitersIsNeverAsked() {
    lock.switchInterval(SHORT);
    try (Attachment gil = lock.attach()) {
      for (int i = 0; i < 1_000_000; i++) {
        gil.checkpoint();
      }
      assertThat(asked()).isFalse();
      assertThat(lock.snapshot().counters().handOffs()).isZero();
    }
  }

  @Test
  void aWaiterDoesNotAskBeforeTheIntervalHasPassed() throws Exception {
    Threads.Running<Integer> waiter;
    try (Attachment gil = lock.attach()) {
      waiter = Threads.start(() -> lock.call(() -> 1));
      Threads.until(() -> waiter.thread().getState() == Thread.State.TIMED_WAITING);
      gil.checkpoint();
      assertThat(asked()).isFalse();
      assertThat(lock.isHeld()).isTrue();
      assertThat(lock.snapshot().counters().handOffs()).isZero();
    }
    waiter.get();
  }

  @Test
  void theIntervalCanBeShortenedUnderAWaiter() throws Exception {
    Threads.Running<Integer> waiter;
    try (Attachment gil = lock.attach()) {
      waiter = Threads.start(() -> lock.call(() -> 1));
      Threads.until(() -> waiter.thread().getState() == Thread.State.TIMED_WAITING);
      lock.switchInterval(SHORT);
      Threads.until(this::asked);
      gil.checkpoint();
      assertThat(lock.isHeld()).isTrue();
      assertThat(waiter.get()).isEqualTo(1);
    }
    assertThat(lock.snapshot().counters().handOffs()).isPositive();
  }

  @Test
  void laterWaitersDoNotRestartTheClock() throws Exception {
    lock.attach();
    Slice before;
    var first = Threads.start(() -> lock.call(() -> 1));
    Threads.untilWaiting(lock, 1);
    before = lock.queue.slice();
    var second = Threads.start(() -> lock.call(() -> 2));
    Threads.untilWaiting(lock, 2);
    assertThat(lock.queue.slice()).isSameAs(before);
    lock.giveUp(SchedulerHook.Point.CLOSE);
    first.get();
    second.get();
  }

  @Test
  void aWaiterThatTimesOutTakesItsRequestAlong() throws Exception {
    lock.switchInterval(SHORT);
    try (var _ = lock.attach()) {
      Threads.start(
              () -> {
                try {
                  return lock.attach(Duration.ofMillis(20));
                } catch (LockTimeoutException e) {
                  return null;
                }
              })
          .get();
      assertThat(asked()).isFalse();
      assertThat(lock.snapshot().waiters()).isEmpty();
    }
  }

  @Test
  void aRequestedSwitchGoesToTheLongestWaiterAndComesBackInTurn() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    List<Threads.Running<Boolean>> waiters = new ArrayList<>();
    try (Attachment gil = lock.attach()) {
      for (int i = 0; i < 3; i++) {
        String name = "w" + i;
        waiters.add(Threads.start(() -> lock.call(() -> order.add(name))));
        Threads.untilWaiting(lock, i + 1);
      }
      lock.switchInterval(SHORT);
      Threads.until(this::asked);
      gil.checkpoint();
      order.add("me");
    }
    Threads.getAll(waiters);
    // w0 gets it by force; when it closes, whoever waits has asked again or takes it free: nobody
    // overtakes in the queue's order.
    assertThat(order).startsWith("w0").containsExactlyInAnyOrder("w0", "w1", "w2", "me");
  }

  @Test
  void twoLoopsWithCheckpointsBothGoOn() throws Exception {
    lock.switchInterval(Duration.ofNanos(100_000));
    long[] turns = new long[2];
    AtomicBoolean stop = new AtomicBoolean();
    List<Threads.Running<Object>> loops = new ArrayList<>();
    CountDownLatch both = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      int me = i;
      loops.add(
          Threads.start(
              () -> {
                try (Attachment gil = lock.attach()) {
                  both.countDown();
                  while (!stop.get()) {
                    turns[me]++;
                    gil.checkpoint();
                  }
                }
                return null;
              }));
    }
    Threads.await(both); // the second can only count down after the first was made to hand over
    Threads.until(() -> lock.snapshot().counters().handOffs() >= 20);
    stop.set(true);
    Threads.getAll(loops);
    assertThat(turns[0]).isPositive();
    assertThat(turns[1]).isPositive();
  }

  /** Otherwise a thread that closes and attaches in a loop could win it back each time. */
  @Test
  void aHolderThatClosesWhileItIsAskedHandsOver() throws Exception {
    Threads.Running<Integer> waiter;
    try (var _ = lock.attach()) {
      waiter = Threads.start(() -> lock.call(() -> 1));
      Threads.untilWaiting(lock, 1);
      lock.switchInterval(SHORT);
      Threads.until(this::asked);
    }
    waiter.get();
    assertThat(lock.snapshot().counters().handOffs()).isEqualTo(1);
  }

  @Test
  void threadsThatAttachAndCloseInALoopDoNotStarveAWaiter() throws Exception {
    lock.switchInterval(SHORT);
    AtomicBoolean stop = new AtomicBoolean();
    List<Threads.Running<Object>> bargers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      bargers.add(
          Threads.start(
              () -> {
                while (!stop.get()) {
                  lock.call(() -> 1);
                }
                return null;
              }));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(Threads.start(() -> lock.call(() -> 1)).get()).isEqualTo(1);
    }
    stop.set(true);
    Threads.getAll(bargers);
  }

  @Test
  void aNestedHolderSwitchesWholeAndComesBackAsDeep() throws Exception {
    Threads.Running<Boolean> waiter;
    try (var _ = lock.attach();
        var _ = lock.attach();
        Attachment innermost = lock.attach()) {
      waiter = Threads.start(() -> lock.call(lock::isHeld));
      Threads.untilWaiting(lock, 1);
      lock.switchInterval(SHORT);
      Threads.until(this::asked);
      innermost.checkpoint();
      assertThat(waiter.get()).isTrue();
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aRequestOnAnOuterLockWaitsForTheInnerOne() throws Exception {
    GlobalLock inner = GlobalLock.create("inner");
    Threads.Running<Boolean> waiter;
    try (Attachment gil = lock.attach()) {
      waiter = Threads.start(() -> lock.call(lock::isHeld));
      Threads.untilWaiting(lock, 1);
      lock.switchInterval(SHORT);
      Threads.until(this::asked);
      try (var _ = inner.attach()) {
        gil.checkpoint();
        assertThat(lock.snapshot().counters().handOffs()).isZero();
        assertThat(lock.snapshot().holder().deferredBy()).contains("inner");
      }
      gil.checkpoint();
      assertThat(lock.snapshot().counters().handOffs()).isPositive();
    }
    assertThat(waiter.get()).isTrue();
  }
}
