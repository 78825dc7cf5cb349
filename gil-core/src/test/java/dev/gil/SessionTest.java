package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** L8: an attachment that neither checkpoints nor detaching break. */
class SessionTest {
  private final GlobalLock lock =
      GlobalLock.builder("l8").switchInterval(Duration.ofNanos(1_000)).build();

  @Test
  void checkpointsDoNotSwitchUntilTheSessionIsClosed() throws Exception {
    Threads.Running<Integer> waiter;
    try (Attachment gil = lock.attach()) {
      try (Attachment session = lock.session("export")) {
        waiter = Threads.start(() -> lock.call(() -> 1));
        Threads.until(() -> lock.breaker.raised());
        session.checkpoint();
        gil.checkpoint();
        Gil.checkpoint();
        assertThat(lock.snapshot().counters().handOffs()).isZero();
      }
      gil.checkpoint();
      assertThat(waiter.get()).isEqualTo(1);
      assertThat(lock.snapshot().counters().handOffs()).isPositive();
    }
  }

  @Test
  void detachingIsRefusedAndNamesTheSession() {
    try (Attachment session = lock.session("export")) {
      assertThatThrownBy(session::detach)
          .isInstanceOf(AttachmentException.class)
          .hasMessageContaining("session \"export\"");
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void gilDetachKeepsTheLockAndCountsIt() {
    GlobalLock inner = GlobalLock.create("inner");
    try (var _ = lock.session("export");
        var _ = inner.attach()) {
      try (var _ = Gil.detach()) {
        assertThat(lock.isHeld()).isTrue();
        assertThat(inner.isHeld()).isFalse();
      }
      assertThat(inner.isHeld()).isTrue();
    }
    assertThat(lock.snapshot().counters().keptBySession()).isEqualTo(1);
  }

  @Test
  void gilDetachKeepsWhatIsOutsideASession() {
    GlobalLock inner = GlobalLock.create("inner");
    try (var _ = lock.attach();
        var _ = inner.session("export")) {
      try (var _ = Gil.detach()) {
        assertThat(lock.isHeld()).isTrue();
        assertThat(inner.isHeld()).isTrue();
      }
    }
  }

  @Test
  void aSessionInsideASessionEndsWithTheOuterOne() {
    try (var _ = lock.session("outer")) {
      try (var _ = lock.session("inner")) {
        assertThat(lock.snapshot().holder().session()).contains("outer");
      }
      assertThat(lock.snapshot().holder().session()).contains("outer");
    }
    try (Attachment gil = lock.attach()) {
      assertThat(lock.snapshot().holder().session()).isEmpty();
      gil.detached(() -> assertThat(lock.isHeld()).isFalse());
    }
  }

  @Test
  void aSessionInsideAnAttachmentLeavesTheAttachmentFreeAgain() {
    try (Attachment gil = lock.attach()) {
      lock.session("short").close();
      gil.detached(() -> assertThat(lock.isHeld()).isFalse());
    }
  }

  @Test
  void aBlankLabelIsRefusedAndNothingIsTaken() {
    assertThatThrownBy(() -> lock.session(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThat(lock.isHeld()).isFalse();
  }
}
