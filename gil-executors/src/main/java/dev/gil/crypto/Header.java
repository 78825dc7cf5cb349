package dev.gil.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a message begins with, copied out of it once: who writes to the message meanwhile does not
 * change what is opened.
 */
final class Header {
  static final int SALT_BYTES = 32;
  static final int COMMITMENT_BYTES = 32;

  /** "GSF" and the version of the format. */
  private static final int MAGIC = 0x47534601;

  /** What is before the salt. */
  static final int PREAMBLE_BYTES = 2 * Integer.BYTES;

  static final int BYTES = PREAMBLE_BYTES + SALT_BYTES + COMMITMENT_BYTES;

  private final int frameBytes;
  private final byte[] salt;
  private final byte[] commitment;

  Header(int frameBytes, byte[] salt, byte[] commitment) {
    this.frameBytes = frameBytes;
    this.salt = salt;
    this.commitment = commitment;
  }

  /** The magic number and the size of a frame. */
  static byte[] preamble(int frameBytes) {
    return ByteBuffer.allocate(PREAMBLE_BYTES).putInt(MAGIC).putInt(frameBytes).array();
  }

  static Header read(MemorySegment sealed) {
    if (sealed.byteSize() < BYTES) {
      throw RejectedFrameException.ofLength(
          0, sealed.byteSize(), "the header alone has " + BYTES + ", so something was cut off");
    }
    byte[] bytes = sealed.asSlice(0, BYTES).toArray(JAVA_BYTE);
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    int magic = fields.getInt();
    if (magic != MAGIC) {
      throw RejectedFrameException.inHeader(
          0,
          String.format(
              "it begins with %08x where this version writes %08x: no sealed message, or one of"
                  + " another version",
              magic, MAGIC));
    }
    int frameBytes = fields.getInt();
    if (!SealedFrames.isFrameSize(frameBytes)) {
      throw RejectedFrameException.inHeader(
          0, "no message has frames of " + Integer.toUnsignedString(frameBytes) + " bytes");
    }
    int salt = PREAMBLE_BYTES;
    return new Header(
        frameBytes,
        Arrays.copyOfRange(bytes, salt, salt + SALT_BYTES),
        Arrays.copyOfRange(bytes, salt + SALT_BYTES, BYTES));
  }

  void write(MemorySegment sealed) {
    byte[] bytes =
        ByteBuffer.allocate(BYTES).put(preamble(frameBytes)).put(salt).put(commitment).array();
    MemorySegment.copy(bytes, 0, sealed, JAVA_BYTE, 0, BYTES);
  }

  /** Of plain text in each frame but the last. */
  int frameBytes() {
    return frameBytes;
  }

  /** What the key of this message is derived by. */
  byte[] salt() {
    return salt;
  }

  /** Proves that it was derived from the same user's key. */
  byte[] commitment() {
    return commitment;
  }
}
