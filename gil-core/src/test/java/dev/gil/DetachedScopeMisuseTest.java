package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Misuse of a scope of several locks changes nothing. */
class DetachedScopeMisuseTest {
  private final GlobalLock x = GlobalLock.create("x");
  private final GlobalLock y = GlobalLock.create("y");

  @Test
  void closingTheScopeTwiceGivesNothingUp() {
    try (var _ = x.attach();
        var _ = y.attach()) {
      Attachment.Detached scope = Gil.detach();
      scope.close();
      long before = x.snapshot().counters().attaches();
      try (var _ = x.attach()) {
        assertThatThrownBy(scope::close).isInstanceOf(AttachmentException.class);
        assertThat(x.isHeld()).isTrue();
        assertThat(x.snapshot().counters().attaches()).isEqualTo(before + 1);
      }
    }
    assertThat(x.isHeld()).isFalse();
  }

  @Test
  void closingItOnAThreadThatHoldsOneOfTheLocksTakesNothingFromIt() throws Exception {
    CountDownLatch tried = new CountDownLatch(1);
    try (var _ = x.attach();
        var _ = y.attach()) {
      Attachment.Detached scope = Gil.detach();
      var other =
          Threads.start(
              () -> {
                try (var _ = x.attach()) {
                  long before = x.snapshot().counters().attaches();
                  assertThatThrownBy(scope::close).isInstanceOf(AttachmentException.class);
                  return x.isHeld() && !y.isHeld() && x.snapshot().counters().attaches() == before;
                } finally {
                  tried.countDown();
                }
              });
      Threads.await(tried);
      assertThat(other.get()).isTrue();
      scope.close();
      assertThat(x.isHeld() && y.isHeld()).isTrue();
    }
  }
}
