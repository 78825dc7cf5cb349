package dev.gil.workloads.encrypt;

import java.io.Serializable;
import java.util.zip.CRC32C;

/**
 * A text that is to be encrypted, known by its numbers, so that it is written where it is needed.
 * The mix of its words is that of Steele, Lea and Flood's SplitMix64.
 *
 * @param words of 8 bytes
 * @param seed of text and key
 * @param number of the message among those of a trial
 */
record Message(int words, long seed, int number) implements Serializable {
  /** Plain bytes of a frame. */
  static final int FRAME_BYTES = 1 << 18;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int PIECE = 1 << 13;

  int bytes() {
    return words * Long.BYTES;
  }

  /** Eight bytes of the text, the first one as the most significant. */
  long wordAt(int place) {
    return mix(mix(mix(seed) + number) + place * GOLDEN);
  }

  private static long mix(long value) {
    long x = value;
    x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return x ^ x >>> 31;
  }

  /** For AES-128. */
  byte[] key() {
    byte[] key = new byte[16];
    Words.set(key, 0, mix(seed ^ GOLDEN));
    Words.set(key, 8, mix(seed ^ ~GOLDEN));
    return key;
  }

  /** The checksum that the text has when it is back. */
  long checksum() {
    CRC32C sum = new CRC32C();
    byte[] piece = new byte[PIECE * Long.BYTES];
    for (int from = 0; from < words; from += PIECE) {
      int count = Math.min(PIECE, words - from);
      for (int i = 0; i < count; i++) {
        Words.set(piece, i * Long.BYTES, wordAt(from + i));
      }
      sum.update(piece, 0, count * Long.BYTES);
    }
    return sum.getValue();
  }
}
