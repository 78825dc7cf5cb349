package dev.gil.workloads.encrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.crypto.SealedFrames;
import dev.gil.kernel.ByteArray;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFramesTest {
  private static final int FRAME = 64;
  private static final byte[] KEY = bytes(16, 1);

  private final TableFrames loops = new TableFrames(KEY, FRAME, () -> {});
  private final SealedFrames kernels = SealedFrames.of(new SecretKeySpec(KEY, "AES"), FRAME);

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1000})
  void theKernelOpensWhatTheLoopSealed(int length) throws Exception {
    byte[] text = bytes(length, 2);
    byte[] message = loops.seal(text);
    try (GlobalLock lock = GlobalLock.create("frames");
        Attachment gil = lock.attach();
        ByteArray sealed = ByteArray.allocate(message.length, lock).copyFrom(message);
        ByteArray plain = ByteArray.allocate(length, lock)) {
      kernels.open(gil, sealed, plain);
      assertThat(plain.toArray()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1000})
  void theLoopOpensWhatTheKernelSealed(int length) throws Exception {
    byte[] text = bytes(length, 3);
    try (GlobalLock lock = GlobalLock.create("frames");
        Attachment gil = lock.attach();
        ByteArray plain = ByteArray.allocate(length, lock).copyFrom(text);
        ByteArray sealed = ByteArray.allocate(loops.sealedLength(length), lock)) {
      kernels.seal(gil, plain, sealed);
      byte[] message = sealed.toArray();
      byte[] back = new byte[length];
      loops.open(message, back);
      assertThat(back).isEqualTo(text);
      message[message.length - 1] ^= 1;
      assertThatThrownBy(() -> loops.open(message, back))
          .isInstanceOf(GeneralSecurityException.class)
          .hasMessageContaining("is not right");
    }
  }
}
