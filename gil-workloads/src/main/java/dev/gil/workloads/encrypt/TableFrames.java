package dev.gil.workloads.encrypt;

import dev.gil.crypto.SealedFrames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Messages of {@link SealedFrames}, sealed and opened by {@link TableGcm}: each opens what the
 * other has sealed.
 */
final class TableFrames {
  private static final byte[] LABEL = "dev.gil.crypto frames".getBytes(StandardCharsets.US_ASCII);
  private static final int MAGIC = 0x47534601;
  private static final int KEY_BYTES = 16;
  private static final int PREFIX_BYTES = 7;
  private static final int SALT_AT = 8;
  private static final int COMMITMENT_AT = 40;
  private static final int HEADER_BYTES = 72;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;
  private final int frameBytes;
  private final Runnable checkpoint;

  TableFrames(byte[] key, int frameBytes, Runnable checkpoint) {
    this.key = key;
    this.frameBytes = frameBytes;
    this.checkpoint = checkpoint;
  }

  /** How long a message of so many bytes is. */
  int sealedLength(int bytes) {
    return HEADER_BYTES + bytes + frames(bytes) * TableGcm.TAG_BYTES;
  }

  private int frames(int bytes) {
    return bytes == 0 ? 1 : (bytes - 1) / frameBytes + 1;
  }

  byte[] seal(byte[] plain) throws GeneralSecurityException {
    byte[] sealed = new byte[sealedLength(plain.length)];
    byte[] salt = new byte[COMMITMENT_AT - SALT_AT];
    RANDOM.nextBytes(salt);
    ByteBuffer.wrap(sealed).putInt(MAGIC).putInt(frameBytes).put(salt);
    byte[] derived = derive(sealed);
    System.arraycopy(
        derived, KEY_BYTES + PREFIX_BYTES, sealed, COMMITMENT_AT, HEADER_BYTES - COMMITMENT_AT);
    TableGcm gcm = new TableGcm(Arrays.copyOf(derived, KEY_BYTES), checkpoint);
    int frames = frames(plain.length);
    for (int i = 0; i < frames; i++) {
      int at = i * frameBytes;
      int length = Math.min(frameBytes, plain.length - at);
      int to = HEADER_BYTES + i * (frameBytes + TableGcm.TAG_BYTES);
      gcm.seal(nonce(derived, i, i == frames - 1), plain, at, length, sealed, to);
    }
    return sealed;
  }

  /** Opens a message with frames of this size into an array of the right length. */
  void open(byte[] sealed, byte[] plain) throws GeneralSecurityException {
    byte[] derived = derive(sealed);
    if (!Arrays.equals(
        derived, KEY_BYTES + PREFIX_BYTES, derived.length, sealed, COMMITMENT_AT, HEADER_BYTES)) {
      throw new GeneralSecurityException("the header is not of this key");
    }
    TableGcm gcm = new TableGcm(Arrays.copyOf(derived, KEY_BYTES), checkpoint);
    int frames = frames(plain.length);
    for (int i = 0; i < frames; i++) {
      int to = i * frameBytes;
      int length = Math.min(frameBytes, plain.length - to);
      int at = HEADER_BYTES + i * (frameBytes + TableGcm.TAG_BYTES);
      if (!gcm.open(nonce(derived, i, i == frames - 1), sealed, at, length, plain, to)) {
        throw new GeneralSecurityException("frame " + (i + 1) + " of " + frames + " is not right");
      }
    }
  }

  private byte[] derive(byte[] header) throws GeneralSecurityException {
    byte[] info =
        ByteBuffer.allocate(LABEL.length + 1 + SALT_AT)
            .put(LABEL)
            .put((byte) KEY_BYTES)
            .put(header, 0, SALT_AT)
            .array();
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract()
                .addIKM(new SecretKeySpec(key, "AES"))
                .addSalt(Arrays.copyOfRange(header, SALT_AT, COMMITMENT_AT))
                .thenExpand(info, KEY_BYTES + PREFIX_BYTES + HEADER_BYTES - COMMITMENT_AT));
  }

  private static byte[] nonce(byte[] derived, int frame, boolean last) {
    return ByteBuffer.allocate(12)
        .put(derived, KEY_BYTES, PREFIX_BYTES)
        .putInt(frame)
        .put((byte) (last ? 1 : 0))
        .array();
  }
}
