package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L1: misuse throws, names the misuse, and leaves the lock as it was. */
class MisuseTest {
  private final GlobalLock lock = GlobalLock.create("pdfium");

  /** Whatever was misused: the lock still works, for any thread. */
  @AfterEach
  void theLockStillWorks() throws Exception {
    assertThat(lock.snapshot().holder()).isNull();
    assertThat(Threads.start(() -> lock.call(() -> 1)).get()).isEqualTo(1);
  }

  @Test
  void closingTwiceIsRefused() {
    Attachment gil = lock.attach();
    gil.close();
    assertThatThrownBy(gil::close)
        .isInstanceOf(AttachmentException.class)
        .hasMessageContaining("pdfium")
        .hasMessageContaining("does not hold the lock (it is free)");
  }

  @Test
  void closingAnOldTokenAfterANewAttachIsRefused() {
    Attachment old = lock.attach();
    old.close();
    try (var _ = lock.attach()) {
      assertThatThrownBy(old::close).isInstanceOf(AttachmentException.class);
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void closingAnOldNestedTokenAfterANewNestedAttachIsRefused() {
    try (var _ = lock.attach()) {
      Attachment old = lock.attach();
      old.close();
      try (var _ = lock.attach()) {
        assertThatThrownBy(old::close).isInstanceOf(AttachmentException.class);
      }
    }
  }

  @Test
  void closingOutOfOrderIsRefused() {
    Attachment outer = lock.attach();
    Attachment inner = lock.attach();
    assertThatThrownBy(outer::close)
        .isInstanceOf(AttachmentException.class)
        .hasMessageContaining("out of order");
    inner.close();
    outer.close();
  }

  @Test
  void closingOnAnotherThreadIsRefused() throws Exception {
    Attachment gil = lock.attach();
    var other =
        Threads.start(
            Thread.ofPlatform().name("stranger"),
            () -> {
              assertThatThrownBy(gil::close)
                  .isInstanceOf(AttachmentException.class)
                  .hasMessageContaining("\"stranger\", which does not hold the lock")
                  .hasMessageContaining(Thread.currentThread().getName());
              return null;
            });
    other.get();
    assertThat(lock.isHeld()).isTrue();
    gil.close();
  }

  @Test
  void detachingAClosedTokenIsRefused() {
    Attachment gil = lock.attach();
    gil.close();
    assertThatThrownBy(gil::detach).isInstanceOf(AttachmentException.class);
  }

  @Test
  void closingInsideDetachedIsRefused() {
    Attachment gil = lock.attach();
    gil.detached(() -> assertThatThrownBy(gil::close).isInstanceOf(AttachmentException.class));
    gil.close();
  }

  @Test
  void detachingTwiceIsRefused() {
    Attachment gil = lock.attach();
    gil.detached(() -> assertThatThrownBy(gil::detach).isInstanceOf(AttachmentException.class));
    gil.close();
  }

  @Test
  void closingADetachedScopeTwiceIsRefused() {
    try (Attachment gil = lock.attach()) {
      Attachment.Detached scope = gil.detach();
      scope.close();
      assertThatThrownBy(scope::close)
          .isInstanceOf(AttachmentException.class)
          .hasMessageContaining("closed twice");
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void closingADetachedScopeOnAnotherThreadIsRefused() throws Exception {
    try (Attachment gil = lock.attach();
        Attachment.Detached scope = gil.detach()) {
      Threads.start(
              () -> {
                assertThatThrownBy(scope::close)
                    .isInstanceOf(AttachmentException.class)
                    .hasMessageContaining("The thread that gave the lock up takes it back");
                return null;
              })
          .get();
    }
  }

  @Test
  void anAttachmentLeftOpenInsideADetachedScopeIsVoided() {
    try (Attachment gil = lock.attach()) {
      Attachment.Detached scope = gil.detach();
      Attachment left = lock.attach();
      assertThatThrownBy(scope::close)
          .isInstanceOf(AttachmentException.class)
          .hasMessageContaining("still open at the scope's end");
      assertThat(lock.isHeld()).isTrue();
      assertThatThrownBy(left::close).isInstanceOf(AttachmentException.class);
    }
  }

  @Test
  void aCheckpointOnAnotherThreadIsRefusedOnceThereIsARequest() throws Exception {
    lock.switchInterval(java.time.Duration.ofNanos(1_000));
    Attachment gil = lock.attach();
    var waiter = Threads.start(() -> lock.call(() -> 1));
    Threads.until(() -> lock.breaker.raised());
    Threads.start(
            () -> {
              assertThatThrownBy(gil::checkpoint).isInstanceOf(AttachmentException.class);
              return null;
            })
        .get();
    gil.close();
    waiter.get();
  }

  @Test
  void onlyTheInnermostLockIsGivenUpAlone() {
    GlobalLock inner = GlobalLock.create("inner");
    try (Attachment gil = lock.attach();
        Attachment in = inner.attach()) {
      assertThatThrownBy(gil::detach)
          .isInstanceOf(AttachmentException.class)
          .hasMessageContaining("\"inner\", taken later, is held");
      assertThatCode(() -> in.detached(() -> assertThat(lock.isHeld()).isTrue()))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void theOrderOfTakingDecidesWhichIsInnermostHoweverOftenTheyWereTakenBefore() {
    GlobalLock other = GlobalLock.create("other");
    for (int i = 0; i < 3; i++) {
      try (var _ = other.attach()) {
        assertThat(other.isHeld()).isTrue();
      }
    }
    try (Attachment first = other.attach();
        Attachment second = lock.attach()) {
      second.detached(() -> assertThat(lock.isHeld()).isFalse());
      assertThatThrownBy(first::detach).isInstanceOf(AttachmentException.class);
    }
  }

  @Test
  void closingASharedLockIsRefused() {
    assertThatThrownBy(GlobalLock.shared("shared")::close)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("shared");
  }

  @Test
  void anIntervalOutOfRangeIsRefused() {
    assertThatThrownBy(() -> lock.switchInterval(java.time.Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 microsecond to 1 day");
  }
}
