package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** L5: giving up for a while, and taking back whole. */
class DetachTest {
  private final GlobalLock lock = GlobalLock.create("l5");

  @Test
  void anotherThreadAttachesWhileThisOneIsDetached() throws Exception {
    try (Attachment gil = lock.attach()) {
      int seen = gil.detached(() -> Threads.start(() -> lock.call(() -> 7)).get());
      assertThat(seen).isEqualTo(7);
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void theDepthIsRestored() {
    try (Attachment outer = lock.attach()) {
      try (Attachment inner = lock.attach()) {
        inner.detached(() -> assertThat(lock.isHeld()).isFalse());
        assertThat(lock.isHeld()).isTrue();
      }
      assertThat(lock.isHeld()).isTrue();
      outer.detached(() -> assertThat(lock.isHeld()).isFalse());
    }
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void anUpcallMayAttachInsideDetached() {
    try (Attachment gil = lock.attach()) {
      gil.detached(
          () -> {
            try (Attachment upcall = lock.attach()) {
              upcall.detached(() -> assertThat(lock.isHeld()).isFalse());
              assertThat(lock.isHeld()).isTrue();
            }
            assertThat(lock.isHeld()).isFalse();
          });
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void theBlocksOwnExceptionComesOutAndTheLockIsHeldAgain() {
    try (Attachment gil = lock.attach()) {
      assertThatThrownBy(
              () ->
                  gil.detached(
                      () -> {
                        throw new IOException("block");
                      }))
          .isExactlyInstanceOf(IOException.class);
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void takingBackIsNotInterruptedAndLeavesTheFlagSet() throws Exception {
    CountDownLatch detached = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    var thread =
        Threads.start(
            () -> {
              try (Attachment gil = lock.attach()) {
                try (var _ = gil.detach()) {
                  detached.countDown();
                  Threads.await(taken);
                }
                return lock.isHeld() && Thread.currentThread().isInterrupted();
              }
            });
    Threads.await(detached);
    try (var _ = lock.attach()) {
      taken.countDown();
      Threads.untilWaiting(lock, 1);
      thread.thread().interrupt();
      Threads.until(() -> thread.thread().getState() != Thread.State.RUNNABLE);
    }
    assertThat(thread.get()).isTrue();
  }

  @Test
  void gilDetachGivesUpAllAndTakesAllBack() {
    GlobalLock second = GlobalLock.create("second");
    try (var _ = lock.attach();
        var _ = second.attach()) {
      try (var _ = Gil.detach()) {
        assertThat(lock.isHeld()).isFalse();
        assertThat(second.isHeld()).isFalse();
        assertThat(Gil.attached()).isFalse();
      }
      assertThat(lock.isHeld()).isTrue();
      assertThat(second.isHeld()).isTrue();
    }
  }

  @Test
  void twoThreadsThatDetachTheSameTwoLocksDoNotBlockEachOther() throws Exception {
    GlobalLock second = GlobalLock.create("second");
    int[] plain = new int[1];
    List<Threads.Running<Object>> all = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      all.add(
          Threads.start(
              () -> {
                for (int i = 0; i < 3_000; i++) {
                  try (var _ = lock.attach();
                      var _ = second.attach()) {
                    Gil.detached(Thread::yield);
                    plain[0]++;
                  }
                }
                return null;
              }));
    }
    Threads.getAll(all);
    assertThat(plain[0]).isEqualTo(9_000);
  }

  @Test
  void gilDoesNothingWhereNothingIsHeld() throws IOException {
    assertThat(Gil.attached()).isFalse();
    assertThat(Gil.detached(() -> 5)).isEqualTo(5);
    Gil.detached(() -> assertThat(Gil.attached()).isFalse());
    Gil.checkpoint();
    Attachment.Detached scope = Gil.detach();
    scope.close();
  }

  @Test
  void aDetachWhileOthersWaitLetsThemIn() throws Exception {
    List<Threads.Running<Integer>> waiters = new ArrayList<>();
    try (Attachment gil = lock.attach()) {
      for (int i = 0; i < 4; i++) {
        waiters.add(Threads.start(() -> lock.call(() -> 1)));
      }
      Threads.untilWaiting(lock, 4);
      gil.detached(() -> assertThat(Threads.getAll(waiters)).hasSize(4));
    }
  }
}
