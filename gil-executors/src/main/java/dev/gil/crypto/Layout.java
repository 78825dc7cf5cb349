package dev.gil.crypto;

/**
 * Where what is in a sealed message: the header, then frames of equal size, the last one perhaps
 * smaller, each followed by its tag. An empty message has one empty frame; no other has any.
 *
 * @param plainBytes of the message
 * @param frameBytes of plain text in each frame but the last
 */
record Layout(long plainBytes, int frameBytes) {
  static final int TAG_BYTES = 16;

  /** The counter in a nonce has 32 bits. */
  static final long MOST_FRAMES = 1L << 32;

  static long mostPlainBytes(int frameBytes) {
    return MOST_FRAMES * frameBytes;
  }

  /** Of a message of that many bytes, header and tags included. */
  static Layout ofSealed(long sealedBytes, int frameBytes) {
    long step = (long) frameBytes + TAG_BYTES;
    long body = sealedBytes - Header.BYTES;
    long frames = body <= 0 ? 1 : (body - 1) / step + 1;
    long last = body - (frames - 1) * step - TAG_BYTES;
    if (last < 0 || (last == 0 && frames > 1)) {
      throw RejectedFrameException.ofLength(
          frames, sealedBytes, "it ends within frame " + frames + ", so something was cut off");
    }
    if (frames > MOST_FRAMES) {
      throw RejectedFrameException.ofLength(
          MOST_FRAMES, sealedBytes, "no message has more than 2^32 frames");
    }
    return new Layout((frames - 1) * frameBytes + last, frameBytes);
  }

  long frames() {
    return plainBytes == 0 ? 1 : (plainBytes - 1) / frameBytes + 1;
  }

  long sealedBytes() {
    return Header.BYTES + plainBytes + frames() * TAG_BYTES;
  }

  boolean isLast(long index) {
    return index == frames() - 1;
  }

  /** Bytes of plain text in a frame, counted from 0. */
  int plainBytesOf(long index) {
    return (int) Math.min(frameBytes, plainBytes - plainOffsetOf(index));
  }

  long plainOffsetOf(long index) {
    return index * frameBytes;
  }

  long sealedOffsetOf(long index) {
    return Header.BYTES + index * ((long) frameBytes + TAG_BYTES);
  }

  /** The largest frame there is, with its tag. */
  int largestSealedFrame() {
    return (int) Math.min(frameBytes, plainBytes) + TAG_BYTES;
  }
}
