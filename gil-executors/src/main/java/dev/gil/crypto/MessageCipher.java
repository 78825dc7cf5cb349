package dev.gil.crypto;

import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** The bodies of the kernels: whole messages under one user's key and context, or zeroes. */
final class MessageCipher {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;
  private final int keyBytes;
  private final byte[] context;

  /** Used again, since a new array is zeroed first: as many as can be at work. */
  private final BlockingQueue<FrameCipher> idle;

  private MessageCipher(
      SecretKey key, int keyBytes, byte[] context, BlockingQueue<FrameCipher> idle) {
    this.key = key;
    this.keyBytes = keyBytes;
    this.context = context;
    this.idle = idle;
  }

  /** Without a context. */
  static MessageCipher of(SecretKey key, int keyBytes) {
    int atWork = Runtime.getRuntime().availableProcessors();
    return new MessageCipher(key, keyBytes, new byte[0], new ArrayBlockingQueue<>(atWork));
  }

  /** Shares the key, and the arrays that are used again. */
  MessageCipher boundTo(byte[] other) {
    return new MessageCipher(key, keyBytes, other, idle);
  }

  int keyBits() {
    return 8 * keyBytes;
  }

  void seal(Layout layout, MemorySegment plain, MemorySegment sealed, CancelPoll cancel) {
    wholeOrZeroes(
        sealed,
        () -> {
          byte[] salt = new byte[Header.SALT_BYTES];
          RANDOM.nextBytes(salt);
          MessageKey message = derive(layout, salt);
          new Header(layout.frameBytes(), salt, message.commitment()).write(sealed);
          eachFrame(layout, cancel, (cipher, i) -> cipher.seal(message, layout, i, plain, sealed));
        });
  }

  void open(
      Header header, Layout layout, MemorySegment sealed, MemorySegment plain, CancelPoll cancel) {
    wholeOrZeroes(
        plain,
        () -> {
          MessageKey message = derive(layout, header.salt());
          if (!MessageDigest.isEqual(message.commitment(), header.commitment())) {
            throw RejectedFrameException.inHeader(
                layout.frames(),
                "it was sealed under another key or context, or the header was changed");
          }
          eachFrame(layout, cancel, (cipher, i) -> cipher.open(message, layout, i, sealed, plain));
        });
  }

  private MessageKey derive(Layout layout, byte[] salt) throws GeneralSecurityException {
    return MessageKey.derive(key, keyBytes, layout.frameBytes(), salt, context);
  }

  /** May find that this JDK has no AES-GCM. */
  @FunctionalInterface
  private interface Step {
    void run() throws GeneralSecurityException;
  }

  @FunctionalInterface
  private interface FrameStep {
    void run(FrameCipher cipher, long index) throws GeneralSecurityException;
  }

  private static void wholeOrZeroes(MemorySegment output, Step step) {
    boolean whole = false;
    try {
      step.run();
      whole = true;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the security providers of this JVM refuse AES/GCM/NoPadding or HKDF-SHA256 here", e);
    } finally {
      if (!whole) {
        output.fill((byte) 0);
      }
    }
  }

  private void eachFrame(Layout layout, CancelPoll cancel, FrameStep step)
      throws GeneralSecurityException {
    @Nullable FrameCipher kept = idle.poll();
    FrameCipher cipher = kept == null ? new FrameCipher() : kept;
    try {
      cipher.reserve(layout);
      long frames = layout.frames();
      for (long i = 0; i < frames; i++) {
        cancel.poll();
        step.run(cipher, i);
      }
    } finally {
      cipher.wipe();
      var _ = idle.offer(cipher);
    }
  }
}
