package dev.gil.workloads.encrypt;

/**
 * AES-128 (FIPS 197) by tables of 256 words, a block at a time: each entry is a byte's substitute
 * times a column of the mixing matrix, so that a round is sixteen lookups. Work to be measured, not
 * to keep secrets by: how long a lookup takes depends on the data.
 */
final class TableAes {
  private static final int ROUNDS = 10;
  private static final int[] SUBSTITUTE = new int[256];

  /** The first column's table; the others are it, turned. */
  private static final int[] MIX = new int[256];

  static {
    int power = 1; // of 3, which generates all bytes but 0
    int inverse = 1; // the same power of 3's inverse, f6
    do {
      power = power ^ doubled(power);
      inverse ^= inverse << 1;
      inverse ^= inverse << 2;
      inverse ^= inverse << 4;
      inverse &= 0xff;
      if ((inverse & 0x80) != 0) {
        inverse ^= 0x09;
      }
      SUBSTITUTE[power] = affine(inverse);
    } while (power != 1);
    SUBSTITUTE[0] = 0x63;
    for (int i = 0; i < 256; i++) {
      int s = SUBSTITUTE[i];
      MIX[i] = doubled(s) << 24 | s << 16 | s << 8 | (s ^ doubled(s));
    }
  }

  private final int[] roundKeys = new int[4 * (ROUNDS + 1)];

  TableAes(byte[] key) {
    if (key.length != 16) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes, not 16");
    }
    for (int i = 0; i < 4; i++) {
      roundKeys[i] = Words.intAt(key, 4 * i);
    }
    int constant = 1;
    for (int i = 4; i < roundKeys.length; i++) {
      int word = roundKeys[i - 1];
      if (i % 4 == 0) {
        word = substituted(Integer.rotateLeft(word, 8)) ^ constant << 24;
        constant = doubled(constant);
      }
      roundKeys[i] = roundKeys[i - 4] ^ word;
    }
  }

  /** In the field of 256 elements, modulo x^8 + x^4 + x^3 + x + 1. */
  private static int doubled(int b) {
    return (b << 1 ^ (b >> 7) * 0x1b) & 0xff;
  }

  private static int affine(int b) {
    int x = b ^ b << 1 ^ b << 2 ^ b << 3 ^ b << 4;
    return (x ^ x >> 8 ^ 0x63) & 0xff;
  }

  private static int substituted(int word) {
    return SUBSTITUTE[word >>> 24] << 24
        | SUBSTITUTE[word >> 16 & 0xff] << 16
        | SUBSTITUTE[word >> 8 & 0xff] << 8
        | SUBSTITUTE[word & 0xff];
  }

  /** Encrypts four words to four words, which may be the same ones. */
  void encrypt(int[] from, int[] to) {
    int[] k = roundKeys;
    int a = from[0] ^ k[0];
    int b = from[1] ^ k[1];
    int c = from[2] ^ k[2];
    int d = from[3] ^ k[3];
    for (int i = 4; i < 4 * ROUNDS; i += 4) {
      int e = mixed(a, b, c, d) ^ k[i];
      int f = mixed(b, c, d, a) ^ k[i + 1];
      int g = mixed(c, d, a, b) ^ k[i + 2];
      d = mixed(d, a, b, c) ^ k[i + 3];
      a = e;
      b = f;
      c = g;
    }
    int i = 4 * ROUNDS;
    to[0] = last(a, b, c, d) ^ k[i];
    to[1] = last(b, c, d, a) ^ k[i + 1];
    to[2] = last(c, d, a, b) ^ k[i + 2];
    to[3] = last(d, a, b, c) ^ k[i + 3];
  }

  private static int mixed(int a, int b, int c, int d) {
    return MIX[a >>> 24]
        ^ Integer.rotateRight(MIX[b >> 16 & 0xff], 8)
        ^ Integer.rotateRight(MIX[c >> 8 & 0xff], 16)
        ^ Integer.rotateRight(MIX[d & 0xff], 24);
  }

  private static int last(int a, int b, int c, int d) {
    return substituted((a & 0xff000000) | (b & 0xff0000) | (c & 0xff00) | (d & 0xff));
  }
}
