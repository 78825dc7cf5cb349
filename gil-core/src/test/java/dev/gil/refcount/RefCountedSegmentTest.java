package dev.gil.refcount;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefCountedSegmentTest {
  private final GlobalLock lock = GlobalLock.create("buffers");

  @AfterEach
  void closeLock() {
    lock.close();
  }

  private static RefCountedSegment atomic(long bytes) {
    return RefCountedSegment.allocate(bytes, RefCountPolicy.ATOMIC);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4096, 10_000_000})
  void newMemoryIsZeroedAlignedAndAsLargeAsAsked(long bytes) {
    try (RefCountedSegment buffer = atomic(bytes)) {
      MemorySegment memory = buffer.segment();
      assertThat(memory.byteSize()).isEqualTo(bytes).isEqualTo(buffer.byteSize());
      assertThat(memory.address() % 16).isZero();
      assertThat(memory.mismatch(MemorySegment.ofArray(new byte[(int) bytes]))).isEqualTo(-1);
    }
  }

  /** Dirty memory comes back from free, and is clean again. */
  @Test
  void memoryThatIsUsedAgainIsZeroedAgain() {
    for (int i = 0; i < 100; i++) {
      try (RefCountedSegment buffer = atomic(256)) {
        MemorySegment memory = buffer.segment();
        assertThat(memory.get(JAVA_BYTE, 100)).isZero();
        memory.fill((byte) 7);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = RefCountPolicy.class, names = "GUARDED", mode = EnumSource.Mode.EXCLUDE)
  void underAnyPolicyTheLastReleaseEndsIt(RefCountPolicy policy) {
    RefCountedSegment buffer = RefCountedSegment.allocate(64, policy);
    buffer.retain();
    assertThat(buffer.release()).isFalse();
    buffer.segment().set(JAVA_BYTE, 63, (byte) 1);
    assertThat(buffer.release()).isTrue();
    assertThatThrownBy(buffer::segment)
        .isInstanceOf(ReferenceCountException.class)
        .hasMessageContaining("used after free");
    assertThatThrownBy(buffer::release)
        .isInstanceOf(ReferenceCountException.class)
        .hasMessageContaining("freed twice");
    assertThatThrownBy(buffer::pin).isInstanceOf(ReferenceCountException.class);
    assertThat(buffer.byteSize()).isEqualTo(64);
  }

  @Test
  void underALockOnlyItsHolderUsesIt() {
    RefCountedSegment buffer = RefCountedSegment.allocate(64, lock);
    assertThatThrownBy(buffer::segment).isInstanceOf(AttachmentException.class);
    assertThatThrownBy(buffer::pin).isInstanceOf(AttachmentException.class);
    assertThatThrownBy(buffer::release).isInstanceOf(AttachmentException.class);
    try (var _ = lock.attach()) {
      assertThat(buffer.segment().byteSize()).isEqualTo(64);
      assertThat(buffer.release()).isTrue();
    }
  }

  @Test
  void aReleaseWhilePinnedFreesAtTheLastUnpin() {
    RefCountedSegment buffer = RefCountedSegment.allocate(64, lock);
    try (var gil = lock.attach()) {
      buffer.pin();
      buffer.pin();
      MemorySegment memory = buffer.segment();
      assertThat(buffer.release()).isTrue();
      assertThat(buffer.pins()).isEqualTo(2);
      assertThatThrownBy(buffer::segment).hasMessageContaining("freed while pinned");
      assertThatThrownBy(buffer::pin).hasMessageContaining("freed while pinned");
      gil.detached(() -> memory.fill((byte) 1));
      assertThat(buffer.unpin()).isFalse();
      memory.set(JAVA_BYTE, 63, (byte) 2);
    }
    assertThat(buffer.unpin()).isTrue();
    assertThatThrownBy(buffer::unpin).isInstanceOf(ReferenceCountException.class);
  }

  @Test
  void anUnpinWithoutAPinIsRefused() {
    try (RefCountedSegment buffer = atomic(8)) {
      assertThatThrownBy(buffer::unpin)
          .isInstanceOf(ReferenceCountException.class)
          .hasMessageContaining("unpinned once more than pinned");
      buffer.pin();
      assertThat(buffer).asString().matches("RefCountedSegment@\\w+\\[8 bytes, 1 pin]");
      assertThat(buffer.unpin()).isFalse();
    }
  }

  /** The arena of the checked mode shows when the memory goes: a segment that was kept fails. */
  @Test
  void withSitesOnAKeptSegmentIsTrapped() {
    try (RefCountLedger ledger = RefCountLedger.open()) {
      RefCountedSegment buffer = atomic(64);
      MemorySegment kept = buffer.segment();
      buffer.pin();
      buffer.release();
      kept.set(JAVA_BYTE, 0, (byte) 1);
      buffer.unpin();
      assertThatThrownBy(() -> kept.get(JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(buffer::segment)
          .hasMessageContaining("released at RefCountedSegmentTest.with")
          .hasMessageContaining("created at RefCountedSegmentTest.atomic:");
      ledger.requireEmpty();
    }
  }

  @Test
  void absurdSizesAreRefused() {
    assertThatThrownBy(() -> atomic(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1 bytes");
    assertThatThrownBy(() -> atomic(Long.MAX_VALUE)).isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(() -> RefCountedSegment.allocate(8, RefCountPolicy.GUARDED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lock");
  }

  /** Both ways to get memory are tried here: the build gives this module native access. */
  @Test
  void theTestsRunWithNativeAccess() {
    assertThat(RefCounted.class.getModule().isNativeAccessEnabled()).isTrue();
  }
}
