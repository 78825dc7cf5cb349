package dev.gil.bench.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.crypto.SealedFrames;
import dev.gil.kernel.ByteArray;
import dev.gil.refcount.RefCountPolicy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A message, and ways to encrypt it. */
final class AesScene implements KernelScene {
  private static final SecretKey KEY = key();

  private final AesCase one;
  private final SealedFrames frames;
  private final ByteArray plain;
  private final ByteArray sealed;

  AesScene(AesCase one) {
    this.one = one;
    frames = SealedFrames.of(KEY, one.frameBytes());
    plain = ByteArray.allocate(AesCase.MESSAGE_BYTES, RefCountPolicy.ATOMIC);
    sealed = ByteArray.allocate(frames.sealedLength(AesCase.MESSAGE_BYTES), RefCountPolicy.ATOMIC);
    byte[] text = new byte[AesCase.MESSAGE_BYTES];
    new Random(7).nextBytes(text);
    var _ = plain.copyFrom(text);
    try (GlobalLock lock = GlobalLock.create("bench-message");
        Attachment gil = lock.attach()) {
      frames.seal(gil, plain, sealed); // to be opened
    }
  }

  private static SecretKey key() {
    byte[] key = new byte[16];
    new Random(5).nextBytes(key);
    return new SecretKeySpec(key, "AES");
  }

  /** What is opened is checked by its tags. */
  @Override
  public void play(Attachment gil) {
    if (one.opens()) {
      frames.open(gil, sealed, plain);
    } else {
      frames.seal(gil, plain, sealed);
    }
  }

  /** As a Java program has it today: a buffer outside the heap, a cipher, a frame a call. */
  Contender direct() throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    ByteBuffer from = ByteBuffer.allocateDirect(AesCase.MESSAGE_BYTES);
    int step = one.frameBytes() + 16;
    int frames = AesCase.MESSAGE_BYTES / one.frameBytes();
    ByteBuffer to = ByteBuffer.allocateDirect(frames * step);
    long[] message = {0};
    encrypt(cipher, from, to, frames, message);
    return Contender.of(
        () -> {
          if (one.opens()) {
            decrypt(cipher, to, from, frames, message[0]);
          } else {
            encrypt(cipher, from, to, frames, message);
          }
        });
  }

  /**
   * What this JDK can do at best: nothing but the cipher, and one frame that stays in the cache.
   */
  Contender cached() throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] frame = new byte[one.frameBytes()];
    byte[] sealed = new byte[one.frameBytes() + 16];
    int frames = AesCase.MESSAGE_BYTES / one.frameBytes();
    long[] message = {0};
    return Contender.of(
        () -> {
          cipher.init(Cipher.ENCRYPT_MODE, KEY, nonce(++message[0], -1));
          int bytes = cipher.doFinal(frame, 0, frame.length, sealed, 0);
          for (int i = 0; i < frames; i++) {
            if (one.opens()) {
              cipher.init(Cipher.DECRYPT_MODE, KEY, nonce(message[0], -1));
              var _ = cipher.doFinal(sealed, 0, bytes, frame, 0);
            } else {
              cipher.init(Cipher.ENCRYPT_MODE, KEY, nonce(message[0], i));
              var _ = cipher.doFinal(frame, 0, frame.length, sealed, 0);
            }
          }
        });
  }

  /** What memory asks for, whoever encrypts between. */
  Contender copied() {
    byte[] frame = new byte[one.frameBytes()];
    MemorySegment from = Arena.ofAuto().allocate(AesCase.MESSAGE_BYTES);
    MemorySegment to = Arena.ofAuto().allocate(AesCase.MESSAGE_BYTES);
    return Contender.of(
        () -> {
          for (int i = 0; i < AesCase.MESSAGE_BYTES; i += frame.length) {
            MemorySegment.copy(from, JAVA_BYTE, i, frame, 0, frame.length);
            MemorySegment.copy(frame, 0, to, JAVA_BYTE, i, frame.length);
          }
        });
  }

  private void encrypt(Cipher cipher, ByteBuffer from, ByteBuffer to, int frames, long[] message)
      throws GeneralSecurityException {
    message[0]++;
    for (int i = 0; i < frames; i++) {
      cipher.init(Cipher.ENCRYPT_MODE, KEY, nonce(message[0], i));
      int step = one.frameBytes() + 16;
      var _ =
          cipher.doFinal(
              from.slice(i * one.frameBytes(), one.frameBytes()), to.slice(i * step, step));
    }
  }

  private void decrypt(Cipher cipher, ByteBuffer from, ByteBuffer to, int frames, long message)
      throws GeneralSecurityException {
    for (int i = 0; i < frames; i++) {
      cipher.init(Cipher.DECRYPT_MODE, KEY, nonce(message, i));
      int step = one.frameBytes() + 16;
      var _ =
          cipher.doFinal(
              from.slice(i * step, step), to.slice(i * one.frameBytes(), one.frameBytes()));
    }
  }

  private static GCMParameterSpec nonce(long message, int frame) {
    return new GCMParameterSpec(
        128, ByteBuffer.allocate(12).putLong(message).putInt(frame).array());
  }

  @Override
  public void close() {
    plain.close();
    sealed.close();
  }
}
