package dev.gil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.refcount.ReferenceCountException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeArrayTest {
  private final GlobalLock lock = GlobalLock.create("arrays");

  @AfterEach
  void closeLock() {
    lock.close();
  }

  @Test
  void elementsOfEachTypeAreWhatWasSet() {
    RefCountPolicy policy = RefCountPolicy.ATOMIC;
    try (DoubleArray d = DoubleArray.allocate(3, policy);
        FloatArray f = FloatArray.allocate(3, policy);
        IntArray i = IntArray.allocate(3, policy);
        ByteArray b = ByteArray.allocate(3, policy)) {
      d.set(2, Double.NaN);
      f.set(1, Float.NEGATIVE_INFINITY);
      i.set(0, Integer.MIN_VALUE);
      b.set(2, (byte) -1);
      assertThat(d.toArray()).containsExactly(0, 0, Double.NaN);
      assertThat(f.toArray()).containsExactly(0, Float.NEGATIVE_INFINITY, 0);
      assertThat(i.toArray()).containsExactly(Integer.MIN_VALUE, 0, 0);
      assertThat(b.toArray()).containsExactly(0, 0, -1);
      assertThat(d.copyFrom(new double[] {1, 2, 3}).get(1)).isEqualTo(2);
      assertThat(f.copyFrom(new float[] {1, 2, 3}).get(1)).isEqualTo(2);
      assertThat(i.copyFrom(new int[] {1, 2, 3}).get(1)).isEqualTo(2);
      assertThat(b.copyFrom(new byte[] {1, 2, 3}).get(1)).isEqualTo((byte) 2);
    }
  }

  @Test
  void aSliceIsTheSameMemoryAndKeepsIt() {
    DoubleArray whole = DoubleArray.allocate(10, RefCountPolicy.ATOMIC);
    DoubleArray part = whole.slice(2, 5);
    DoubleArray last = part.slice(2, 3);
    whole.set(4, 9);
    whole.close();
    part.close();
    assertThat(last.length()).isEqualTo(1);
    assertThat(last.offset()).isEqualTo(32);
    assertThat(last.get(0)).isEqualTo(9);
    assertThat(last.buffer().references()).isEqualTo(1);
    last.close();
    assertThat(last.buffer().references()).isZero();
  }

  @Test
  void aClosedViewIsRefusedAlsoWhileOthersKeepTheMemory() {
    DoubleArray whole = DoubleArray.allocate(10, RefCountPolicy.ATOMIC);
    DoubleArray part = whole.slice(0, 5);
    part.close();
    assertThatThrownBy(() -> part.get(0))
        .isInstanceOf(ReferenceCountException.class)
        .hasMessageContaining("DoubleArray[5 in RefCountedSegment@")
        .hasMessageContaining("was used after it had been closed");
    assertThatThrownBy(part::close)
        .isInstanceOf(ReferenceCountException.class)
        .hasMessageContaining("was closed after it had been closed");
    assertThatThrownBy(() -> part.slice(0, 1)).isInstanceOf(ReferenceCountException.class);
    assertThatThrownBy(() -> Kernels.run(pins -> closing(pins, part)))
        .isInstanceOf(ReferenceCountException.class);
    assertThat(whole.buffer().references()).isEqualTo(1);
    assertThat(whole.buffer().pins()).isZero();
    whole.close();
  }

  private static NativeKernel.Body<Object> closing(KernelPins pins, DoubleArray array) {
    var _ = pins.reads(array);
    return cancel -> "ran";
  }

  @Test
  void anArrayOfALockIsForItsHolder() {
    IntArray array = IntArray.allocate(4, lock);
    assertThatThrownBy(() -> array.get(0)).isInstanceOf(AttachmentException.class);
    assertThatThrownBy(array::close).isInstanceOf(AttachmentException.class);
    try (var _ = lock.attach()) {
      array.set(0, 5);
      assertThat(array.get(0)).isEqualTo(5);
      array.close();
      assertThat(array.buffer().references()).isZero();
    }
  }

  @Test
  void indicesAndLengthsOutsideAreRefused() {
    try (FloatArray array = FloatArray.allocate(4, RefCountPolicy.ATOMIC)) {
      assertThatThrownBy(() -> array.get(4)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.set(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.slice(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.copyFrom(new float[5]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("5 elements does not fit one of 4");
      assertThat(array.buffer().references()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 61})
  void lengthsThatCannotBeAreRefused(long length) {
    assertThatThrownBy(() -> DoubleArray.allocate(length, RefCountPolicy.ATOMIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elements of 8 bytes cannot be allocated");
  }

  @Test
  void moreThanThereIsIsSaid() {
    assertThatThrownBy(() -> DoubleArray.allocate(1L << 58, RefCountPolicy.ATOMIC))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void anEmptyArrayIsAnArray() {
    try (DoubleArray empty = DoubleArray.allocate(0, RefCountPolicy.ATOMIC);
        DoubleArray part = empty.slice(0, 0)) {
      assertThat(part.toArray()).isEmpty();
      int ran =
          Kernels.run(
              pins -> {
                var _ = pins.reads(empty);
                var _ = pins.writes(part);
                return cancel -> 1;
              });
      assertThat(ran).isEqualTo(1);
    }
  }

  @Test
  void aBufferOfAnOddSizeIsNoArrayOfLargerElements() {
    try (RefCountedSegment buffer = RefCountedSegment.allocate(12, RefCountPolicy.ATOMIC)) {
      assertThatThrownBy(() -> DoubleArray.of(buffer))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no multiple of 8 bytes");
      assertThat(buffer.references()).isEqualTo(1);
      try (IntArray three = IntArray.of(buffer)) {
        assertThat(three.length()).isEqualTo(3);
      }
    }
  }
}
