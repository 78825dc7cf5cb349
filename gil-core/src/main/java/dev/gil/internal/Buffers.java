package dev.gil.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Buffers and memory segments as arrays: what remains of a buffer, and what kind it is of. */
final class Buffers {
  private static final int DIRECT = 1;
  private static final int LITTLE_ENDIAN = 2;
  private static final int READ_ONLY = 4;

  private static final long ALIGNMENT = 16;

  private Buffers() {}

  static int kind(ByteBuffer buffer) {
    return (buffer.isDirect() ? DIRECT : 0)
        + (buffer.order() == ByteOrder.LITTLE_ENDIAN ? LITTLE_ENDIAN : 0)
        + (buffer.isReadOnly() ? READ_ONLY : 0);
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  /** From its start to its limit what remained of the other. */
  static ByteBuffer buffer(int kind, byte[] bytes) {
    ByteBuffer buffer =
        (kind & DIRECT) == 0
            ? ByteBuffer.wrap(bytes)
            : ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    ByteBuffer seen = (kind & READ_ONLY) == 0 ? buffer : buffer.asReadOnlyBuffer();
    return seen.order((kind & LITTLE_ENDIAN) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /** Outside the heap, where it is aligned; for as long as it can be reached. */
  static MemorySegment memory(byte[] bytes) {
    MemorySegment memory = Arena.ofAuto().allocate(bytes.length, ALIGNMENT);
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return memory;
  }
}
