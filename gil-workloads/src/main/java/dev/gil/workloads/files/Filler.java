package dev.gil.workloads.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** What is in the files: a chain of random numbers, the same for the same file and seed. */
final class Filler {
  private static final int BLOCK = 1 << 16;

  private long state;

  Filler(int file, long seed) {
    state = (seed * 31 + file) << 1 | 1; // never zero, where the chain would stand still
  }

  /** The next bytes, a multiple of eight. */
  byte[] next(int length) {
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (out.hasRemaining()) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      out.putLong(state);
    }
    return out.array();
  }

  /** The checksum of a whole file. */
  static long checksum(int file, long seed, int length) {
    Filler filler = new Filler(file, seed);
    CRC32C sum = new CRC32C();
    for (int left = length; left > 0; left -= BLOCK) {
      sum.update(filler.next(Math.min(BLOCK, left)));
    }
    return sum.getValue();
  }
}
