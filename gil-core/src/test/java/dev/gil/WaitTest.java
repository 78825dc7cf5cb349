package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** L7 and L12: interruptible and timed waiting, what a timeout says, and virtual threads. */
class WaitTest {
  private final GlobalLock lock = GlobalLock.create("pdfium");

  /** Holds the lock on a thread of its own until told. */
  private Threads.Running<Object> holder(String session, CountDownLatch held, CountDownLatch done) {
    return Threads.start(
        Thread.ofPlatform().name("render-3"),
        () -> {
          try (var _ = session.isEmpty() ? lock.attach() : lock.session(session)) {
            held.countDown();
            Threads.await(done);
          }
          return null;
        });
  }

  @Test
  void aTimeoutNamesTheHolderItsSiteItsSessionAndTheQueue() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    var holder = holder("export", held, done);
    Threads.await(held);
    var waiter = Threads.start(() -> lock.call(() -> 1));
    Threads.untilWaiting(lock, 1);
    LockTimeoutException e =
        catchThrowableOfType(LockTimeoutException.class, () -> lock.attach(Duration.ofMillis(20)));
    assertThat(e.getMessage())
        .startsWith("pdfium: not attached in 20 ms. Held at least ")
        .contains(" by \"render-3\" at Threads.await:")
        .contains(", session \"export\"; 1 waiting (longest ")
        .endsWith("; last checkpoint never");
    LockSnapshot snapshot = e.snapshot().orElseThrow();
    assertThat(snapshot.holder().thread()).isEqualTo("render-3");
    assertThat(snapshot.holder().stack()).isNotEmpty();
    assertThat(snapshot.waiters()).hasSize(1);
    done.countDown();
    holder.get();
    waiter.get();
  }

  @Test
  void afterAHandOffTheTimeHeldIsExact() throws Exception {
    lock.switchInterval(Duration.ofNanos(1_000));
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Threads.Running<Object> holder;
    try (Attachment gil = lock.attach()) {
      holder = holder("", held, done);
      Threads.until(() -> lock.breaker.raised());
      var looker =
          Threads.start(
              () -> {
                Threads.await(held);
                LockSnapshot seen = lock.snapshot();
                done.countDown();
                return seen;
              });
      gil.checkpoint();
      assertThat(looker.get().holder().exact()).isTrue();
      assertThat(looker.get().holder().thread()).isEqualTo("render-3");
    }
    holder.get();
  }

  @Test
  void aZeroTimeoutTriesOnce() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    var holder = holder("", held, done);
    Threads.await(held);
    assertThatThrownBy(() -> lock.attach(Duration.ZERO)).isInstanceOf(LockTimeoutException.class);
    done.countDown();
    holder.get();
    lock.attach(Duration.ZERO).close();
  }

  @Test
  void aLimitOfAThousandYearsIsForEver() throws Exception {
    lock.attach(Duration.ofDays(365_000)).close();
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void anInterruptEndsAnInterruptibleWaitAndLeavesNoWaiterBehind() throws Exception {
    Threads.Running<Boolean> waiter;
    try (var _ = lock.attach()) {
      waiter =
          Threads.start(
              () -> {
                try (var _ = lock.attachInterruptibly()) {
                  return false;
                } catch (InterruptedException e) {
                  return !lock.isHeld() && !Thread.currentThread().isInterrupted();
                }
              });
      Threads.untilWaiting(lock, 1);
      waiter.thread().interrupt();
      assertThat(waiter.get()).isTrue();
      assertThat(lock.snapshot().waiters()).isEmpty();
    }
  }

  @Test
  void anInterruptBeforeAnInterruptibleAttachIsSeenEvenIfTheLockIsFree() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(lock::attachInterruptibly).isInstanceOf(InterruptedException.class);
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void attachIgnoresAnInterruptAndLeavesItPending() throws Exception {
    Threads.Running<Boolean> waiter;
    try (var _ = lock.attach()) {
      waiter = Threads.start(() -> lock.call(() -> Thread.currentThread().isInterrupted()));
      Threads.untilWaiting(lock, 1);
      waiter.thread().interrupt();
    }
    assertThat(waiter.get()).isTrue();
  }

  /**
   * L12: more waiting virtual threads than carriers could block, while another virtual thread must
   * run to let them go on.
   */
  @Test
  void virtualThreadsWaitByParking() throws Exception {
    int count = Runtime.getRuntime().availableProcessors() * 8;
    CountDownLatch done = new CountDownLatch(count);
    try (var _ = lock.attach()) {
      for (int i = 0; i < count; i++) {
        Thread.startVirtualThread(
            () ->
                lock.call(
                    () -> {
                      done.countDown();
                      return null;
                    }));
      }
      Threads.untilWaiting(lock, count);
      assertThat(Threads.startVirtual(() -> 42).get()).isEqualTo(42);
    }
    Threads.await(done);
  }

  @Test
  void aSnapshotNamesAVirtualHolder() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    var holder =
        Threads.start(
            Thread.ofVirtual().name("virtuous"),
            () -> {
              try (var _ = lock.attach()) {
                held.countDown();
                Threads.await(done);
              }
              return null;
            });
    Threads.await(held);
    LockSnapshot.Holder seen = lock.snapshot().holder();
    assertThat(seen.thread()).isEqualTo("virtuous");
    assertThat(seen.virtual()).isTrue();
    assertThat(seen.stack())
        .anyMatch(f -> f.getMethodName().contains("aSnapshotNamesAVirtualHolder"));
    done.countDown();
    holder.get();
  }
}
