package dev.gil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.TaskCancelledException;
import dev.gil.kernel.ByteArray;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.ReferenceCountException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SealedFramesTest {
  private static final int FRAME = 64;
  private static final int HEADER = 72;
  private static final int TAG = 16;

  private final GlobalLock lock = GlobalLock.create("frames");
  private final SealedFrames frames = SealedFrames.of(key(16, 1), FRAME);
  private Attachment gil;

  @BeforeEach
  void attach() {
    gil = lock.attach();
  }

  @AfterEach
  void close() {
    gil.close();
    lock.close();
  }

  private static SecretKey key(int bytes, int seed) {
    byte[] key = new byte[bytes];
    new Random(seed).nextBytes(key);
    return new SecretKeySpec(key, "AES");
  }

  private static byte[] text(int bytes) {
    byte[] text = new byte[bytes];
    new Random(42).nextBytes(text);
    return text;
  }

  private ByteArray array(byte[] bytes) {
    return ByteArray.allocate(bytes.length, lock).copyFrom(bytes);
  }

  private byte[] seal(SealedFrames by, byte[] text) {
    try (ByteArray plain = array(text);
        ByteArray sealed = ByteArray.allocate(by.sealedLength(text.length), lock)) {
      by.seal(gil, plain, sealed);
      return sealed.toArray();
    }
  }

  private byte[] open(SealedFrames by, byte[] message) {
    try (ByteArray sealed = array(message);
        ByteArray plain = ByteArray.allocate(SealedFrames.openedLength(sealed), lock)) {
      by.open(gil, sealed, plain);
      return plain.toArray();
    }
  }

  /** Opens what is to be rejected, and checks that nothing of it came out. */
  private RejectedFrameException rejected(SealedFrames by, byte[] message) {
    try (ByteArray sealed = array(message);
        ByteArray plain = ByteArray.allocate(SealedFrames.openedLength(sealed), lock)) {
      byte[] before = new byte[(int) plain.length()];
      Arrays.fill(before, (byte) 7);
      plain.copyFrom(before);
      try {
        by.open(gil, sealed, plain);
      } catch (RejectedFrameException e) {
        assertThat(plain.toArray()).isEqualTo(new byte[before.length]);
        return e;
      }
    } catch (RejectedFrameException e) {
      return e; // for its length or the form of its header
    }
    throw new AssertionError("a message that is none was opened");
  }

  private static byte[] frame(byte[] message, int number) {
    int from = HEADER + (number - 1) * (FRAME + TAG);
    return Arrays.copyOfRange(message, from, Math.min(message.length, from + FRAME + TAG));
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static byte[] header(byte[] message) {
    return Arrays.copyOf(message, HEADER);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void whatIsSealedOpens(int keyBytes) {
    SealedFrames by = SealedFrames.of(key(keyBytes, 3));
    byte[] text = text(700_001);
    byte[] message = seal(by, text);
    assertThat(message).hasSize(72 + 700_001 + 3 * 16);
    assertThat(open(by, message)).isEqualTo(text);
    assertThat(by).hasToString("SealedFrames[AES-" + 8 * keyBytes + ", frames of 262144 bytes]");
  }

  @Test
  void anEmptyMessageIsAMessage() {
    byte[] message = seal(frames, new byte[0]);
    assertThat(message).hasSize(HEADER + TAG);
    assertThat(open(frames, message)).isEmpty();
    message[HEADER + 3] ^= 1;
    assertThat(rejected(frames, message)).hasMessageContaining("frame 1 of 1");
  }

  /** Written from the Javadoc alone, with the JDK's classes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 65, 128, 300})
  void theFormatIsWhatTheJavadocSays(int bytes) throws Exception {
    byte[] text = text(bytes);
    byte[] context = {9, 8, 7};
    ByteBuffer message = ByteBuffer.wrap(seal(frames.boundTo(context), text));
    assertThat(message.getInt()).isEqualTo(0x47534601);
    assertThat(message.getInt()).isEqualTo(FRAME);
    byte[] salt = new byte[32];
    byte[] commitment = new byte[32];
    message.get(salt).get(commitment);
    byte[] info =
        joined(
            "dev.gil.crypto frames".getBytes(US_ASCII),
            HexFormat.of().parseHex("10" + "47534601" + "00000040"),
            context);
    byte[] derived =
        KDF.getInstance("HKDF-SHA256")
            .deriveData(
                HKDFParameterSpec.ofExtract()
                    .addIKM(key(16, 1))
                    .addSalt(salt)
                    .thenExpand(info, 16 + 7 + 32));
    assertThat(commitment).isEqualTo(Arrays.copyOfRange(derived, 23, 55));
    ByteBuffer opened = ByteBuffer.allocate(bytes);
    int number = 0;
    do {
      byte[] frame = new byte[Math.min(FRAME + TAG, message.remaining())];
      message.get(frame);
      ByteBuffer nonce = ByteBuffer.allocate(12).put(derived, 16, 7).putInt(number++);
      nonce.put((byte) (message.hasRemaining() ? 0 : 1));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(derived, 0, 16, "AES"),
          new GCMParameterSpec(128, nonce.array()));
      opened.put(cipher.doFinal(frame));
    } while (message.hasRemaining());
    assertThat(opened.array()).isEqualTo(text);
  }

  @Test
  void theSameTextIsSealedAnotherWayEachTime() {
    byte[] one = seal(frames, text(100));
    byte[] other = seal(frames, text(100));
    assertThat(Arrays.copyOfRange(one, 8, 40)).isNotEqualTo(Arrays.copyOfRange(other, 8, 40));
    assertThat(frame(one, 1)).isNotEqualTo(frame(other, 1));
  }

  @Test
  void aByteThatIsChangedAnywhereIsFoundWhereItIs() {
    byte[] message = seal(frames, text(150)); // 64 + 64 + 22
    for (int at = 0; at < message.length; at++) {
      byte[] changed = message.clone();
      changed[at] ^= (byte) (1 << at % 8);
      long due = at < HEADER ? 0 : (at - HEADER) / (FRAME + TAG) + 1;
      assertThat(rejected(frames, changed).frame()).as("byte %d", at).isEqualTo(due);
    }
  }

  @Test
  void whatIsRejectedIsNamed() {
    byte[] message = seal(frames, text(17 * FRAME));
    message[HEADER + 2 * (FRAME + TAG) + 5] ^= 64;
    RejectedFrameException e = rejected(frames, message);
    assertThat(e).hasMessageContaining("frame 3 of 17 was rejected");
    assertThat(e.frame()).isEqualTo(3);
    assertThat(e.frames()).isEqualTo(17);
  }

  @Test
  void aMessageThatWasCutOffIsRejected() {
    byte[] message = seal(frames, text(150));
    for (int bytes = 0; bytes < message.length; bytes++) {
      RejectedFrameException e = rejected(frames, Arrays.copyOf(message, bytes));
      assertThat(e.frame()).isEqualTo(bytes <= HEADER ? e.frame() : (bytes - HEADER - 1) / 80 + 1);
    }
    assertThat(rejected(frames, Arrays.copyOf(message, 71))).hasMessageContaining("of 71 bytes");
    assertThat(rejected(frames, Arrays.copyOf(message, HEADER + 80)))
        .hasMessageContaining("frame 1 of 1")
        .hasMessageContaining("cut off");
    assertThat(rejected(frames, Arrays.copyOf(message, HEADER + 80 + 7)))
        .hasMessageContaining("ends within frame 2");
  }

  @Test
  void aMessageThatGoesOnIsRejected() {
    byte[] message = seal(frames, text(2 * FRAME));
    byte[] more = seal(frames, text(1));
    assertThat(rejected(frames, joined(message, frame(more, 1))).frame()).isEqualTo(2);
    assertThat(rejected(frames, joined(message, new byte[1])).frame()).isEqualTo(3);
    assertThat(rejected(frames, joined(message, new byte[TAG])).frame()).isEqualTo(3);
    assertThat(rejected(frames, joined(message, frame(message, 2))).frame()).isEqualTo(2);
  }

  @Test
  void framesInAnotherOrderAreRejected() {
    byte[] m = seal(frames, text(3 * FRAME));
    byte[] swapped = joined(header(m), frame(m, 2), frame(m, 1), frame(m, 3));
    assertThat(rejected(frames, swapped).frame()).isEqualTo(1);
    byte[] doubled = joined(header(m), frame(m, 1), frame(m, 1), frame(m, 3));
    assertThat(rejected(frames, doubled).frame()).isEqualTo(2);
    byte[] leftOut = joined(header(m), frame(m, 1), frame(m, 3));
    assertThat(rejected(frames, leftOut).frame()).isEqualTo(2);
  }

  @Test
  void aFrameOfAnotherMessageIsRejected() {
    byte[] one = seal(frames, text(2 * FRAME));
    byte[] other = seal(frames, text(2 * FRAME));
    byte[] mixed = joined(header(one), frame(one, 1), frame(other, 2));
    assertThat(rejected(frames, mixed).frame()).isEqualTo(2);
    byte[] headless = joined(header(other), frame(one, 1), frame(one, 2));
    assertThat(rejected(frames, headless).frame()).isEqualTo(1);
  }

  @Test
  void anotherKeyOrContextIsSaid() {
    byte[] message = seal(frames.boundTo(new byte[] {1}), text(100));
    for (SealedFrames other :
        List.of(
            frames,
            frames.boundTo(new byte[] {2}),
            frames.boundTo(new byte[] {1, 0}),
            SealedFrames.of(key(16, 2), FRAME).boundTo(new byte[] {1}),
            SealedFrames.of(key(32, 1), FRAME).boundTo(new byte[] {1}))) {
      RejectedFrameException e = rejected(other, message);
      assertThat(e).hasMessageContaining("another key or context");
      assertThat(e.frame()).isZero();
      assertThat(e.frames()).isEqualTo(2);
    }
    SealedFrames same = SealedFrames.of(key(16, 1)).boundTo(new byte[] {1});
    assertThat(open(same, message)).as("frames of another size").isEqualTo(text(100));
  }

  @Test
  void aContextIsCopied() {
    byte[] context = {1, 2};
    SealedFrames bound = frames.boundTo(context);
    byte[] message = seal(bound, text(10));
    context[0] = 5;
    assertThat(open(bound, message)).isEqualTo(text(10));
  }

  @Test
  void aHeaderOfSomethingElseIsSaid() {
    byte[] message = seal(frames, text(100));
    byte[] version = message.clone();
    version[3] = 2;
    assertThat(rejected(frames, version)).hasMessageContaining("begins with 47534602");
    for (int frameBytes : new int[] {0, -1, 63, (1 << 20) + 1}) {
      ByteBuffer.wrap(message).putInt(4, frameBytes);
      assertThat(rejected(frames, message))
          .hasMessageContaining("frames of " + Integer.toUnsignedString(frameBytes) + " bytes");
    }
  }

  @Test
  void lengthsThatDoNotFitAreRefused() {
    try (ByteArray plain = array(text(100));
        ByteArray sealed = ByteArray.allocate(frames.sealedLength(100), lock);
        ByteArray small = ByteArray.allocate(99, lock)) {
      assertThatThrownBy(() -> frames.seal(gil, plain, small))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sealed has to have " + sealed.length() + " bytes");
      frames.seal(gil, plain, sealed);
      assertThatThrownBy(() -> frames.open(gil, sealed, small))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("plain has to have 100 bytes");
    }
    assertThatThrownBy(() -> frames.sealedLength(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(frames.sealedLength(64L << 32)).isEqualTo(72 + (80L << 32));
    assertThatThrownBy(() -> frames.sealedLength((64L << 32) + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2^32 frames of 64");
  }

  @Test
  void overlapIsRefused() {
    try (ByteArray all = ByteArray.allocate(1000, lock);
        ByteArray plain = all.slice(0, 100);
        ByteArray sealed = all.slice(99, 99 + frames.sealedLength(100))) {
      assertThatThrownBy(() -> frames.seal(gil, plain, sealed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("overlap");
    }
  }

  @Test
  void aClosedArrayIsRefused() {
    ByteArray gone = ByteArray.allocate(frames.sealedLength(100), lock);
    gone.close();
    try (ByteArray plain = array(text(100))) {
      assertThatThrownBy(() -> frames.seal(gil, plain, gone))
          .isInstanceOf(ReferenceCountException.class);
      assertThatThrownBy(() -> frames.open(gil, gone, plain))
          .isInstanceOf(ReferenceCountException.class);
      assertThatThrownBy(() -> SealedFrames.openedLength(gone))
          .isInstanceOf(ReferenceCountException.class);
    }
  }

  @Test
  void aThreadWithoutTheLockIsRefused() {
    try (GlobalLock other = GlobalLock.create("other");
        ByteArray plain = ByteArray.allocate(0, RefCountPolicy.ATOMIC);
        ByteArray sealed = ByteArray.allocate(88, RefCountPolicy.ATOMIC)) {
      Attachment gone = other.attach();
      gone.close();
      assertThatThrownBy(() -> frames.seal(gone, plain, sealed))
          .isInstanceOf(AttachmentException.class);
    }
  }

  @Test
  void keysThatAreNoneAreRefused() {
    for (int bytes : new int[] {1, 15, 17, 33, 64}) {
      assertThatThrownBy(() -> SealedFrames.of(key(bytes, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a key of " + bytes + " bytes");
    }
    for (int size : new int[] {-1, 0, 63, (1 << 20) + 1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> SealedFrames.of(key(16, 1), size))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("frames of " + size + " bytes");
    }
  }

  @Test
  void manyThreadsMayShareOne() throws Exception {
    SealedFrames shared = SealedFrames.of(key(32, 5), 1024);
    try (GilExecutor pool = Strategies.open("free")) {
      List<TaskFuture<Integer>> trips = new ArrayList<>();
      for (int task = 0; task < 40; task++) {
        byte[] text = text(5_000 + task);
        trips.add(pool.submit(own -> trip(shared, own, text)));
      }
      for (TaskFuture<Integer> trip : trips) {
        assertThat(trip.get()).isZero();
      }
    }
  }

  /** How many bytes come back changed. */
  private static int trip(SealedFrames by, Attachment gil, byte[] text) {
    int wrong = 0;
    try (ByteArray plain = ByteArray.allocate(text.length, RefCountPolicy.ATOMIC).copyFrom(text);
        ByteArray sealed = ByteArray.allocate(by.sealedLength(text.length), RefCountPolicy.ATOMIC);
        ByteArray back = ByteArray.allocate(text.length, RefCountPolicy.ATOMIC)) {
      for (int i = 0; i < 20; i++) {
        by.seal(gil, plain, sealed);
        by.open(gil, sealed, back);
        wrong += Arrays.mismatch(text, back.toArray()) < 0 ? 0 : 1;
      }
    }
    return wrong;
  }

  @Test
  void aCancelledCallLeavesZeroes() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    int bytes = 1 << 20;
    try (ByteArray plain = ByteArray.allocate(bytes, RefCountPolicy.ATOMIC);
        ByteArray sealed = ByteArray.allocate(frames.sealedLength(bytes), RefCountPolicy.ATOMIC);
        GilExecutor pool = Strategies.open("threads")) {
      TaskFuture<Void> task =
          pool.submit(
              own -> {
                begun.countDown();
                try {
                  while (true) {
                    frames.seal(own, plain, sealed);
                  }
                } catch (TaskCancelledException e) {
                  stopped.countDown();
                  throw e;
                }
              });
      begun.await();
      task.cancel(true);
      stopped.await();
      assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
      assertThat(sealed.toArray()).containsOnly(0);
    }
  }
}
