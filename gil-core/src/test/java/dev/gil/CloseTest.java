package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** L13: closing a private lock frees everybody who waits. */
class CloseTest {
  private final GlobalLock lock = GlobalLock.create("l13");

  private static boolean closedIsThrown(Runnable body) {
    try {
      body.run();
      return false;
    } catch (LockClosedException e) {
      return e.getMessage().contains("l13 is closed");
    }
  }

  @Test
  void everyWaiterGetsAnExceptionWhileTheHolderGoesOn() throws Exception {
    List<Threads.Running<Boolean>> waiters = new ArrayList<>();
    try (var _ = lock.attach()) {
      for (int i = 0; i < 5; i++) {
        waiters.add(Threads.start(() -> closedIsThrown(lock::attach)));
      }
      Threads.untilWaiting(lock, 5);
      lock.close();
      assertThat(Threads.getAll(waiters)).containsOnly(true);
      assertThat(lock.isHeld()).isTrue();
      try (var _ = lock.attach()) {
        assertThat(lock.isHeld()).isTrue();
      }
    }
    assertThatThrownBy(lock::attach).isInstanceOf(LockClosedException.class);
  }

  @Test
  void nothingCanBeTakenAfterwards() {
    lock.close();
    assertThatThrownBy(lock::attach).isInstanceOf(LockClosedException.class);
    assertThatThrownBy(lock::tryAttach).isInstanceOf(LockClosedException.class);
    assertThatThrownBy(() -> lock.attach(Duration.ZERO)).isInstanceOf(LockClosedException.class);
    assertThatThrownBy(lock::attachInterruptibly).isInstanceOf(LockClosedException.class);
    assertThatThrownBy(() -> lock.session("s")).isInstanceOf(LockClosedException.class);
  }

  @Test
  void closingAgainDoesNothing() {
    lock.close();
    lock.close();
    assertThat(lock.toString()).contains("closed");
  }

  @Test
  void aDetachedThreadLearnsOfItWhenItComesBackAndClosesItsTokenInPeace() {
    assertThatThrownBy(
            () -> {
              try (Attachment gil = lock.attach()) {
                try (var _ = gil.detach()) {
                  lock.close();
                }
              }
            })
        .isInstanceOf(LockClosedException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aThreadThatHandedOverAtACheckpointLearnsOfIt() throws Exception {
    lock.switchInterval(Duration.ofNanos(1_000));
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    var switched =
        Threads.start(
            () ->
                closedIsThrown(
                    () -> {
                      try (Attachment gil = lock.attach()) {
                        while (true) {
                          gil.checkpoint();
                        }
                      }
                    }));
    Threads.until(() -> lock.snapshot().holder() != null);
    var next =
        Threads.start(
            () -> {
              try (var _ = lock.attach()) {
                holds.countDown();
                Threads.await(done);
              }
              return null;
            });
    Threads.await(holds);
    Threads.untilWaiting(lock, 1);
    lock.close();
    assertThat(switched.get()).isTrue();
    done.countDown();
    next.get();
  }

  @Test
  void nobodyHangsWhenItClosesUnderLoad() throws Exception {
    for (int round = 0; round < 30; round++) {
      GlobalLock busy = GlobalLock.create("l13");
      busy.switchInterval(Duration.ofNanos(5_000));
      CountDownLatch running = new CountDownLatch(4);
      List<Threads.Running<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            Threads.start(
                () ->
                    closedIsThrown(
                        () -> {
                          running.countDown();
                          while (true) {
                            try (Attachment gil = busy.attach()) {
                              gil.checkpoint();
                              gil.detached(Thread::onSpinWait);
                            }
                          }
                        })));
      }
      Threads.await(running);
      busy.close();
      assertThat(Threads.getAll(all)).containsOnly(true);
      assertThat(busy.snapshot().holder()).isNull();
    }
  }
}
