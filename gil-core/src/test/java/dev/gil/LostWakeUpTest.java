package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * The bound of the liveness argument. A holder without a request gives up by a store without a
 * fence and then looks whether somebody waits: a waiter that arrives in between may be missed. Here
 * each wake-up is missed, and yet nobody sleeps for ever, since the front of the line looks every
 * {@link LockQueue#RECHECK}.
 */
class LostWakeUpTest {
  private static final VarHandle STATE;

  static {
    try {
      STATE =
          MethodHandles.privateLookupIn(GlobalLock.class, MethodHandles.lookup())
              .findVarHandle(GlobalLock.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** No slice ends while a test runs, so that nobody is woken by its clock. */
  private final GlobalLock lock =
      GlobalLock.builder("lost").switchInterval(Duration.ofDays(1)).build();

  /**
   * What a holder does whose look at the line was too early: it frees the lock and wakes nobody.
   */
  private static void giveUpWithoutLooking(GlobalLock lock) {
    lock.owner = null;
    STATE.setRelease(lock, GlobalLock.FREE);
  }

  private static boolean isAsleep(Threads.Running<?> running) {
    Thread.State state = running.thread().getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  @Test
  void aFreshWaiterWhoseWakeUpIsLostGetsTheLock() throws Exception {
    var _ = lock.attach();
    var waiter = Threads.start(() -> lock.call(() -> 1));
    Threads.untilWaiting(lock, 1);
    Threads.until(() -> isAsleep(waiter));
    giveUpWithoutLooking(lock);
    assertThat(waiter.get()).isEqualTo(1);
  }

  @Test
  void aVirtualWaiterWhoseWakeUpIsLostGetsTheLock() throws Exception {
    var _ = lock.attach();
    var waiter = Threads.startVirtual(() -> lock.call(() -> 1));
    Threads.untilWaiting(lock, 1);
    Threads.until(() -> isAsleep(waiter));
    giveUpWithoutLooking(lock);
    assertThat(waiter.get()).isEqualTo(1);
  }

  @Test
  void aReturnerWhoseWakeUpIsLostGetsTheLock() throws Exception {
    CountDownLatch detached = new CountDownLatch(1);
    CountDownLatch comeBack = new CountDownLatch(1);
    var returner =
        Threads.start(
            () -> {
              try (Attachment gil = lock.attach()) {
                gil.detached(
                    () -> {
                      detached.countDown();
                      Threads.await(comeBack);
                    });
                return lock.isHeld();
              }
            });
    Threads.await(detached);
    var _ = lock.attach();
    comeBack.countDown();
    Threads.untilWaiting(lock, 1);
    Threads.until(() -> isAsleep(returner));
    giveUpWithoutLooking(lock);
    assertThat(returner.get()).isTrue();
  }

  /** Whoever is in front: those behind sleep without a bound until they come to the front. */
  @Test
  void aWholeLineGetsTheLockThoughEveryWakeUpIsLost() throws Exception {
    List<Threads.Running<Boolean>> waiters = new ArrayList<>();
    var _ = lock.attach();
    for (int i = 0; i < 20; i++) {
      waiters.add(
          Threads.start(
              () -> {
                var _ = lock.attach();
                boolean held = lock.isHeld();
                giveUpWithoutLooking(lock);
                return held;
              }));
    }
    Threads.untilWaiting(lock, 20);
    Threads.until(() -> waiters.stream().allMatch(LostWakeUpTest::isAsleep));
    giveUpWithoutLooking(lock);
    assertThat(Threads.getAll(waiters)).containsOnly(true);
    assertThat(lock.snapshot().holder()).isNull();
  }
}
