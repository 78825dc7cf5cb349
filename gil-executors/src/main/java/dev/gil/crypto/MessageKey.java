package dev.gil.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What seals the frames of one message and of no other: derived by HKDF-SHA-256 (RFC 5869) from the
 * user's key and the message's salt.
 */
final class MessageKey {
  static final int PREFIX_BYTES = 7;

  private static final byte[] LABEL = "dev.gil.crypto frames".getBytes(StandardCharsets.US_ASCII);

  private final SecretKey key;
  private final byte[] noncePrefix;
  private final byte[] commitment;

  private MessageKey(SecretKey key, byte[] noncePrefix, byte[] commitment) {
    this.key = key;
    this.noncePrefix = noncePrefix;
    this.commitment = commitment;
  }

  /**
   * Derives it.
   *
   * @param user the user's key
   * @param frameBytes bound in: a header with another size has another key
   * @param salt 32 random bytes, or those of the header
   * @param context bound in too
   */
  static MessageKey derive(
      SecretKey user, int keyBytes, int frameBytes, byte[] salt, byte[] context)
      throws GeneralSecurityException {
    byte[] info =
        ByteBuffer.allocate(LABEL.length + 1 + Header.PREAMBLE_BYTES + context.length)
            .put(LABEL)
            .put((byte) keyBytes)
            .put(Header.preamble(frameBytes))
            .put(context) // last, so that no two contexts look alike
            .array();
    int bytes = keyBytes + PREFIX_BYTES + Header.COMMITMENT_BYTES;
    byte[] derived =
        KDF.getInstance("HKDF-SHA256")
            .deriveData(
                HKDFParameterSpec.ofExtract().addIKM(user).addSalt(salt).thenExpand(info, bytes));
    int prefix = keyBytes + PREFIX_BYTES;
    MessageKey key =
        new MessageKey(
            new SecretKeySpec(derived, 0, keyBytes, "AES"),
            Arrays.copyOfRange(derived, keyBytes, prefix),
            Arrays.copyOfRange(derived, prefix, bytes));
    Arrays.fill(derived, (byte) 0);
    return key;
  }

  /** For AES, as long as the user's. */
  SecretKey key() {
    return key;
  }

  /** What each nonce begins with. */
  byte[] noncePrefix() {
    return noncePrefix;
  }

  /** 32 bytes that nobody finds two keys for. */
  byte[] commitment() {
    return commitment;
  }
}
