package dev.gil.crypto;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.TaskCancelledException;
import dev.gil.kernel.ByteArray;
import dev.gil.kernel.Kernels;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts memory outside the heap by AES-GCM so that every change to it is found, a frame at a
 * time, while other threads have the lock.
 *
 * {@snippet :
 * SealedFrames frames = SealedFrames.of(key);
 * try (ByteArray sealed = ByteArray.allocate(frames.sealedLength(plain.length()), lock)) {
 *   frames.seal(gil, plain, sealed);
 *   frames.open(gil, sealed, copy);          // or RejectedFrameException: "frame 3 of 17 ..."
 * }
 * }
 *
 * <p>One long GCM message would have to be decrypted whole before any of it is known to be right,
 * and a fault anywhere costs it all. Frames of some hundred KiB stay in the cache, are as fast, and
 * a fault is found where it is.
 *
 * <p><b>Format.</b> Numbers are big-endian.
 *
 * <table>
 *   <caption>A message</caption>
 *   <tr><th>bytes</th><th>what</th></tr>
 *   <tr><td>4</td><td>{@code 47 53 46 01}: the format and its version</td></tr>
 *   <tr><td>4</td><td>F, the plain bytes in each frame but the last</td></tr>
 *   <tr><td>32</td><td>salt, drawn anew for each message</td></tr>
 *   <tr><td>32</td><td>commitment to the key, the context and all of the above</td></tr>
 *   <tr><td>F + 16</td><td>each frame but the last: cipher text and its tag</td></tr>
 *   <tr><td>1 to F, + 16</td><td>the last frame; 0 + 16 in an empty message, its only one</td></tr>
 * </table>
 *
 * <p>HKDF-SHA-256 (RFC 5869) makes of the key, the salt, and an info of the ASCII text {@code
 * dev.gil.crypto frames}, one byte with the key's length, the first 8 bytes of the message and the
 * context: an AES key as long as the user's, 7 bytes of nonce, and the commitment. Frame <i>i</i>,
 * from 0, is AES-GCM under that AES key, with a tag of 128 bits, no associated data, and the nonce
 * of those 7 bytes, <i>i</i> in 4 bytes, and a byte that is 1 in the last frame and 0 in others.
 *
 * <p><b>What that gives.</b> The nonces are those of STREAM (Hoang, Reyhanitabar, Rogaway, Vizár:
 * <i>Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance</i>, CRYPTO 2015): a
 * frame verifies only at its own place, and as the last one only if it was; so frames cannot be
 * moved, left out, doubled, cut off or added. The key of its own binds a frame to its message. A
 * nonce cannot come twice under a key: a message key seals one message, whose frames are counted.
 * This is the deterministic construction of NIST SP 800-38D, 8.2.1, and within its limits: at most
 * 2<sup>32</sup> frames under a message key, at most 2<sup>48</sup> blocks in them, after which
 * AES-GCM can be told from random bits with a probability of 2<sup>-32</sup>. That two of
 * 2<sup>48</sup> messages of one user's key have the same message key and the same nonces has a
 * probability below 2<sup>-80</sup>. Since the commitment is checked, a message opens under one key
 * only. What stays visible is the length.
 *
 * <p><b>Keys</b> stay in this JVM's heap while this object is reachable, and no longer than the
 * collector takes; Java cannot promise to erase them before. The key of the last message is kept
 * with the ciphers that are used again, as long as this object or one bound to a context is. Plain
 * text is erased from the array it passes through at the end of each call.
 *
 * <p>Immutable, and for any number of threads at once; each call is for the thread that holds the
 * lock of {@code gil}, checks its arguments and pins its arrays under it, and gives it up where the
 * work is worth it. A task that is cancelled ends with {@link TaskCancelledException} at the next
 * frame. What a call wrote <i>happens-before</i> what the next holder of the lock does. The bytes
 * of each frame, and the header, are read once: writing to the input meanwhile changes what is
 * sealed, or makes it rejected, and nothing else.
 */
public final class SealedFrames {
  /** The smallest plain text that a full frame can have, in bytes. */
  public static final int LEAST_FRAME_BYTES = 64;

  /** The largest plain text that a frame can have: 1 MiB. Larger ones are no faster. */
  public static final int MOST_FRAME_BYTES = 1 << 20;

  /** 256 KiB: what stays in a core's second cache, several times over. */
  private static final int USUAL_FRAME_BYTES = 1 << 18;

  private final MessageCipher cipher;
  private final int frameBytes;

  private SealedFrames(MessageCipher cipher, int frameBytes) {
    this.cipher = cipher;
    this.frameBytes = frameBytes;
  }

  /**
   * With frames of 256 KiB.
   *
   * @param key of 16, 24 or 32 bytes, for AES-128, AES-192 or AES-256; copied
   * @return for messages under that key
   * @throws IllegalArgumentException if the key has another length, or does not give its bytes
   */
  public static SealedFrames of(SecretKey key) {
    return of(key, USUAL_FRAME_BYTES);
  }

  /**
   * With frames of a given size. It matters to what is sealed; messages of all sizes are opened.
   *
   * @param key of 16, 24 or 32 bytes, for AES-128, AES-192 or AES-256; copied
   * @param frameBytes of plain text, from {@link #LEAST_FRAME_BYTES} to {@link #MOST_FRAME_BYTES}
   * @return for messages under that key
   * @throws IllegalArgumentException if the key has another length, or does not give its bytes, or
   *     the size is out of range
   */
  public static SealedFrames of(SecretKey key, int frameBytes) {
    byte @Nullable [] bytes = Objects.requireNonNull(key, "key").getEncoded();
    if (bytes == null) {
      throw new IllegalArgumentException(
          "the " + key.getAlgorithm() + " key does not give its bytes: it cannot derive others");
    }
    if (bytes.length != 16 && bytes.length != 24 && bytes.length != 32) {
      throw new IllegalArgumentException(
          "a key of " + bytes.length + " bytes: AES has keys of 16, 24 and 32");
    }
    if (!isFrameSize(frameBytes)) {
      throw new IllegalArgumentException(
          "frames of "
              + frameBytes
              + " bytes: they have from "
              + LEAST_FRAME_BYTES
              + " to "
              + MOST_FRAME_BYTES);
    }
    SecretKey copy = new SecretKeySpec(bytes, "AES");
    return new SealedFrames(MessageCipher.of(copy, bytes.length), frameBytes);
  }

  static boolean isFrameSize(int frameBytes) {
    return frameBytes >= LEAST_FRAME_BYTES && frameBytes <= MOST_FRAME_BYTES;
  }

  /**
   * For messages that open in the same context only, such as under the name of a file: one that was
   * put in the place of another is rejected.
   *
   * @param context any bytes, in place of those there were; empty for none. Not secret, not stored
   *     in the message
   * @return another object under the same key
   */
  public SealedFrames boundTo(byte[] context) {
    return new SealedFrames(cipher.boundTo(context.clone()), frameBytes);
  }

  /**
   * How long a message is once it is sealed.
   *
   * @param plainLength in bytes
   * @return with header and tags, in bytes
   * @throws IllegalArgumentException if negative, or more than 2<sup>32</sup> frames hold
   */
  public long sealedLength(long plainLength) {
    if (plainLength < 0 || plainLength > Layout.mostPlainBytes(frameBytes)) {
      throw new IllegalArgumentException(
          "a message of "
              + plainLength
              + " bytes: it has 0 or more, and no more than 2^32 frames of "
              + frameBytes
              + " hold; split it into several");
    }
    return new Layout(plainLength, frameBytes).sealedBytes();
  }

  /**
   * How long the plain text of a sealed message is. What it says is not verified before the message
   * is opened.
   *
   * @param sealed a message, of any frame size
   * @return in bytes
   * @throws RejectedFrameException if its header or its length is none of a message's
   * @throws ReferenceCountException if the array was closed
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   */
  public static long openedLength(ByteArray sealed) {
    MemorySegment memory = sealed.segment();
    return Layout.ofSealed(memory.byteSize(), Header.read(memory).frameBytes()).plainBytes();
  }

  /**
   * Encrypts a message, another way each time. If the call is cancelled or fails once it writes,
   * {@code sealed} is zeroes.
   *
   * @param gil of this thread
   * @param plain all of it; may be empty
   * @param sealed {@link #sealedLength} bytes, replaced; no part of {@code plain}
   * @throws IllegalArgumentException if {@code sealed} has another length or overlaps {@code plain}
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public void seal(Attachment gil, ByteArray plain, ByteArray sealed) {
    Kernels.execute(
        gil,
        pins -> {
          requireLength("sealed", sealedLength(plain.length()), sealed);
          MemorySegment from = pins.reads(plain);
          MemorySegment to = pins.writes(sealed);
          pins.work(sealed.length());
          Layout layout = new Layout(plain.length(), frameBytes);
          return cancel -> cipher.seal(layout, from, to, cancel);
        });
  }

  /**
   * Verifies and decrypts a message. Nothing that was not verified is written to {@code plain}. If
   * a frame is rejected, or the call is cancelled in the middle, {@code plain} is zeroes: frames
   * that were right are not left there either, for a part of a message could be taken for all of
   * it. A call that ends before it writes, as for a length that no message has, leaves {@code
   * plain} as it was.
   *
   * @param gil of this thread
   * @param sealed a message, of any frame size
   * @param plain {@link #openedLength} bytes, replaced; no part of {@code sealed}
   * @throws RejectedFrameException if the header or a frame is not what was sealed under this key
   *     and context
   * @throws IllegalArgumentException if {@code plain} has another length or overlaps {@code sealed}
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public void open(Attachment gil, ByteArray sealed, ByteArray plain) {
    Kernels.execute(
        gil,
        pins -> {
          MemorySegment from = pins.reads(sealed);
          MemorySegment to = pins.writes(plain);
          pins.work(sealed.length());
          Header header = Header.read(from);
          Layout layout = Layout.ofSealed(sealed.length(), header.frameBytes());
          requireLength("plain", layout.plainBytes(), plain);
          return cancel -> cipher.open(header, layout, from, to, cancel);
        });
  }

  private static void requireLength(String name, long due, ByteArray array) {
    if (array.length() != due) {
      throw new IllegalArgumentException(
          name + " has to have " + due + " bytes for this message, and is " + array);
    }
  }

  /** As {@code SealedFrames[AES-256, frames of 262144 bytes]}. */
  @Override
  public String toString() {
    return "SealedFrames[AES-" + cipher.keyBits() + ", frames of " + frameBytes + " bytes]";
  }
}
