package dev.gil.workloads.encrypt;

import static java.nio.ByteOrder.BIG_ENDIAN;

import dev.gil.Attachment;
import dev.gil.crypto.SealedFrames;
import dev.gil.kernel.ByteArray;
import dev.gil.kernel.CancelPoll;
import dev.gil.kernel.Kernels;
import dev.gil.refcount.RefCountPolicy;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;
import javax.crypto.spec.SecretKeySpec;

/** A message sealed and opened by kernels, and written and summed up by two of its own. */
final class KernelTrip {
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);
  private static final int PIECE = 1 << 16;

  private KernelTrip() {}

  /** The checksum of what came back. */
  static long checksum(Message message, Attachment gil) {
    SealedFrames frames =
        SealedFrames.of(new SecretKeySpec(message.key(), "AES"), Message.FRAME_BYTES);
    try (ByteArray text = array(message.bytes());
        ByteArray sealed = array(frames.sealedLength(message.bytes()));
        ByteArray back = array(message.bytes())) {
      write(message, text, gil);
      frames.seal(gil, text, sealed);
      frames.open(gil, sealed, back);
      return sum(back, gil);
    }
  }

  /** Counted with no lock: it runs under strategies that have none. */
  private static ByteArray array(long bytes) {
    return ByteArray.allocate(bytes, RefCountPolicy.BIASED);
  }

  private static void write(Message message, ByteArray text, Attachment gil) {
    Kernels.execute(
        gil,
        pins -> {
          MemorySegment memory = pins.writes(text);
          pins.work(message.words());
          return cancel -> write(message, memory, cancel);
        });
  }

  private static void write(Message message, MemorySegment memory, CancelPoll cancel) {
    for (int from = 0; from < message.words(); from += PIECE) {
      cancel.poll();
      int to = Math.min(message.words(), from + PIECE);
      for (int i = from; i < to; i++) {
        memory.set(WORD, (long) i * Long.BYTES, message.wordAt(i));
      }
    }
  }

  private static long sum(ByteArray text, Attachment gil) {
    return Kernels.run(
        gil,
        pins -> {
          MemorySegment memory = pins.reads(text);
          pins.work(text.length());
          return cancel -> sum(memory, cancel);
        });
  }

  private static long sum(MemorySegment memory, CancelPoll cancel) {
    CRC32C sum = new CRC32C();
    for (long from = 0; from < memory.byteSize(); from += PIECE) {
      cancel.poll();
      sum.update(memory.asSlice(from, Math.min(PIECE, memory.byteSize() - from)).asByteBuffer());
    }
    return sum.getValue();
  }
}
