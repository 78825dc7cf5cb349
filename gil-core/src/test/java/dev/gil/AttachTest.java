package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** L1: one holder, reentrant. */
class AttachTest {
  private final GlobalLock lock = GlobalLock.create("l1");

  @Test
  void theLockIsHeldFromAttachToClose() {
    assertThat(lock.isHeld()).isFalse();
    try (var _ = lock.attach()) {
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aNestedAttachmentGivesNothingUp() {
    try (var _ = lock.attach()) {
      try (var _ = lock.attach()) {
        assertThat(lock.isHeld()).isTrue();
      }
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(lock.snapshot().holder()).isNull();
  }

  @Test
  void tryAttachNestsWhereTheThreadHoldsTheLock() {
    try (var _ = lock.attach();
        var nested = lock.tryAttach()) {
      assertThat(nested).isNotNull();
    }
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void tryAttachReturnsNullWhileAnotherThreadHolds() throws Exception {
    try (var _ = lock.attach()) {
      assertThat(Threads.start(lock::tryAttach).get()).isNull();
    }
  }

  @Test
  void callReturnsTheValueAndGivesUp() {
    assertThat(lock.call(() -> lock.isHeld())).isTrue();
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void callThrowsTheBodysExceptionAndGivesUp() {
    assertThatThrownBy(
            () ->
                lock.call(
                    () -> {
                      throw new java.io.IOException("body");
                    }))
        .isExactlyInstanceOf(java.io.IOException.class);
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aSharedLockIsTheSameForEverybody() {
    assertThat(GlobalLock.shared("l9")).isSameAs(GlobalLock.shared("l9"));
    assertThat(GlobalLock.shared("l9")).isNotSameAs(GlobalLock.shared("l9b"));
  }

  @Test
  void aBlankNameIsRefused() {
    assertThatThrownBy(() -> GlobalLock.shared(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GlobalLock.create("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noUpdateIsLostByEightThreads() throws Exception {
    assertThat(count(8, false)).isEqualTo(8 * 20_000);
  }

  @Test
  void noUpdateIsLostByVirtualThreads() throws Exception {
    assertThat(count(64, true)).isEqualTo(64 * 20_000);
  }

  /** Plain increments with every way of giving up in between. */
  private int count(int threads, boolean virtual) throws Exception {
    int[] plain = new int[1];
    CountDownLatch go = new CountDownLatch(1);
    lock.switchInterval(java.time.Duration.ofNanos(20_000));
    List<Threads.Running<Object>> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
      all.add(
          Threads.start(
              builder,
              () -> {
                Threads.await(go);
                for (int i = 0; i < 20_000; i++) {
                  step(plain, i);
                }
                return null;
              }));
    }
    go.countDown();
    Threads.getAll(all);
    return plain[0];
  }

  private void step(int[] plain, int i) throws InterruptedException {
    try (Attachment gil =
        i % 7 == 0 ? lock.attach(java.time.Duration.ofSeconds(30)) : lock.attach()) {
      int before = plain[0];
      if (i % 3 == 0) {
        gil.checkpoint();
        before = plain[0];
      }
      plain[0] = before + 1;
      if (i % 101 == 0) {
        gil.detached(Thread::yield);
      }
      Objects.requireNonNull(lock.tryAttach()).close();
    }
  }
}
