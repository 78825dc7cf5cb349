package dev.gil.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.kernel.ByteArray;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class SealedFramesProperties {
  private GlobalLock lock;
  private Attachment gil;

  @BeforeProperty
  void attach() {
    lock = GlobalLock.create("frames");
    gil = lock.attach();
  }

  @AfterProperty
  void close() {
    gil.close();
    lock.close();
  }

  private static SealedFrames frames(byte[] key, int keySize, int frameBytes) {
    return SealedFrames.of(
        new SecretKeySpec(Arrays.copyOf(key, 16 + 8 * keySize), "AES"), frameBytes);
  }

  private byte[] sealed(SealedFrames frames, byte[] text) {
    try (ByteArray plain = ByteArray.allocate(text.length, lock).copyFrom(text);
        ByteArray sealed = ByteArray.allocate(frames.sealedLength(text.length), lock)) {
      frames.seal(gil, plain, sealed);
      return sealed.toArray();
    }
  }

  private byte[] opened(SealedFrames frames, byte[] message) {
    try (ByteArray sealed = ByteArray.allocate(message.length, lock).copyFrom(message);
        ByteArray plain = ByteArray.allocate(SealedFrames.openedLength(sealed), lock)) {
      frames.open(gil, sealed, plain);
      return plain.toArray();
    }
  }

  @Property(tries = 300)
  void everyTextComesBack(
      @ForAll @Size(32) byte[] key,
      @ForAll @IntRange(max = 2) int keySize,
      @ForAll @IntRange(min = 64, max = 300) int frameBytes,
      @ForAll @Size(max = 1500) byte[] text) {
    SealedFrames frames = frames(key, keySize, frameBytes);
    assertThat(opened(frames, sealed(frames, text))).isEqualTo(text);
  }

  @Property(tries = 300)
  void nothingElseOpens(
      @ForAll @Size(32) byte[] key,
      @ForAll @IntRange(min = 64, max = 300) int frameBytes,
      @ForAll @Size(max = 1500) byte[] text,
      @ForAll @IntRange(max = 1600) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    SealedFrames frames = frames(key, 0, frameBytes);
    byte[] message = sealed(frames, text);
    Assume.that(at < message.length);
    message[at] ^= (byte) change;
    assertThatThrownBy(() -> opened(frames, message)).isInstanceOf(RejectedFrameException.class);
  }

  /** Cut anywhere and joined with a part of another message of the same key. */
  @Property(tries = 300)
  void twoHalvesAreNoMessage(
      @ForAll @Size(32) byte[] key,
      @ForAll @Size(min = 1, max = 700) byte[] text,
      @ForAll @IntRange(max = 1000) int until,
      @ForAll @IntRange(max = 1000) int from) {
    SealedFrames frames = frames(key, 2, 64);
    byte[] one = sealed(frames, text);
    byte[] other = sealed(frames, text);
    int head = Math.min(until, one.length - 1);
    int tail = Math.min(from, other.length);
    byte[] joined = Arrays.copyOf(one, head + other.length - tail);
    System.arraycopy(other, tail, joined, head, other.length - tail);
    Assume.that(!Arrays.equals(joined, one) && !Arrays.equals(joined, other));
    assertThatThrownBy(() -> opened(frames, joined)).isInstanceOf(RejectedFrameException.class);
  }
}
