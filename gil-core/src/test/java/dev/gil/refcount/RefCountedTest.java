package dev.gil.refcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefCountedTest {
  private final GlobalLock lock = GlobalLock.create("pages");

  private static final class Page extends RefCounted {
    private int disposals;
    private boolean attachedAtDisposal;
    private final GlobalLock guard;

    Page(GlobalLock guard) {
      super(guard);
      this.guard = guard;
    }

    @Override
    protected void onZero() {
      disposals++;
      attachedAtDisposal = guard.isHeld();
    }
  }

  private static final class Bare extends RefCounted {
    private int disposals;

    Bare(RefCountPolicy policy) {
      super(policy);
    }

    @Override
    protected void onZero() {
      disposals++;
    }
  }

  @AfterEach
  void closeLock() {
    lock.close();
  }

  @Test
  void anObjectStartsWithOneReference() {
    try (var _ = lock.attach()) {
      assertThat(new Page(lock).references()).isEqualTo(1);
    }
  }

  @Test
  void eachRetainAddsAReference() {
    try (var _ = lock.attach()) {
      Page page = new Page(lock);
      page.retain();
      page.retain();
      assertThat(page.references()).isEqualTo(3);
    }
  }

  @Test
  void onlyTheLastReleaseSaysSo() {
    try (var _ = lock.attach()) {
      Page page = new Page(lock);
      page.retain();
      assertThat(page.release()).isFalse();
      assertThat(page.release()).isTrue();
    }
  }

  @Test
  void theLastReleaseDisposesOnceAndAttached() {
    try (var _ = lock.attach()) {
      Page page = new Page(lock);
      page.retain();
      page.release();
      assertThat(page.disposals).isEqualTo(0);
      page.release();
      assertThat(page.disposals).isEqualTo(1);
      assertThat(page.attachedAtDisposal).isTrue();
      assertThat(page.references()).isEqualTo(0);
    }
  }

  @Test
  void closeIsARelease() {
    try (var _ = lock.attach()) {
      Page page = new Page(lock);
      try (page) {
        page.requireAlive();
      }
      assertThat(page.disposals).isEqualTo(1);
    }
  }

  @Test
  void aDisposedObjectIsNotRetained() {
    try (var _ = lock.attach()) {
      Page page = new Page(lock);
      page.release();
      assertThatThrownBy(page::retain)
          .isInstanceOf(ReferenceCountException.class)
          .hasMessageContaining("Page@")
          .hasMessageContaining("retained after");
      assertThat(page.references()).isEqualTo(0);
    }
  }

  @Test
  void aReleaseTooManyIsRefusedAndDisposesOfNothing() {
    try (var _ = lock.attach()) {
      Page page = new Page(lock);
      page.release();
      assertThatThrownBy(page::release)
          .isInstanceOf(ReferenceCountException.class)
          .hasMessageContaining("released after");
      assertThat(page.references()).isEqualTo(0);
      assertThat(page.disposals).isEqualTo(1);
    }
  }

  @Test
  void aDisposedObjectIsNotUsed() {
    try (var _ = lock.attach()) {
      Page page = new Page(lock);
      page.requireAlive();
      page.release();
      assertThatThrownBy(page::requireAlive)
          .isInstanceOf(ReferenceCountException.class)
          .hasMessageContaining("used after");
    }
  }

  @Test
  void withoutTheLockNothingIsCounted() {
    Page page = new Page(lock);
    assertThatThrownBy(page::retain)
        .isInstanceOf(AttachmentException.class)
        .hasMessageContaining("retain of Page@")
        .hasMessageContaining("pages");
    assertThatThrownBy(page::release).isInstanceOf(AttachmentException.class);
    assertThatThrownBy(page::requireAlive).isInstanceOf(AttachmentException.class);
    assertThatThrownBy(page::references).isInstanceOf(AttachmentException.class);
    try (var _ = lock.attach()) {
      assertThat(page.references()).isEqualTo(1);
    }
  }

  @Test
  void theLockOfAnotherThreadDoesNotHelp() throws Exception {
    Page page = new Page(lock);
    try (var _ = lock.attach()) {
      FutureTask<Throwable> other = new FutureTask<>(() -> catchThrowable(page::retain));
      Thread.ofPlatform().start(other);
      assertThat(other.get(30, TimeUnit.SECONDS)).isInstanceOf(AttachmentException.class);
      assertThat(page.references()).isEqualTo(1);
    }
  }

  @Test
  void whileDetachedNothingIsCounted() {
    try (var gil = lock.attach()) {
      Page page = new Page(lock);
      gil.detached(() -> assertThatThrownBy(page::retain).isInstanceOf(AttachmentException.class));
      assertThat(page.references()).isEqualTo(1);
    }
  }

  @Test
  void aDisposalThatThrowsReachesTheReleaserAndIsNotRepeated() {
    try (var _ = lock.attach()) {
      RefCounted broken =
          new RefCounted(lock) {
            @Override
            protected void onZero() {
              throw new IllegalStateException("the handle is gone");
            }
          };
      assertThatThrownBy(broken::release)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the handle is gone");
      assertThatThrownBy(broken::release).isInstanceOf(ReferenceCountException.class);
    }
  }

  @Test
  void anUnguardedObjectAsksForNoLock() {
    Bare bare = new Bare(RefCountPolicy.UNGUARDED);
    bare.retain();
    bare.release();
    assertThat(bare.release()).isTrue();
    assertThat(bare.disposals).isEqualTo(1);
    assertThat(bare.policy()).isEqualTo(RefCountPolicy.UNGUARDED);
  }

  @Test
  void theGuardedPolicyNeedsItsLock() {
    assertThat(new Page(lock).policy()).isEqualTo(RefCountPolicy.GUARDED);
    assertThatThrownBy(() -> new Bare(RefCountPolicy.GUARDED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lock");
  }
}
