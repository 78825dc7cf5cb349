package dev.gil.workloads.encrypt;

/**
 * GHASH (NIST SP 800-38D, 6.4) by Shoup's tables of 4 bits: the product of a block and the key is
 * gathered from sixteen multiples of the key, a nibble at a time.
 */
final class TableGhash {
  /** What is to be added for the 4 bits that a shift pushes out. */
  private static final long[] REDUCED = new long[16];

  static {
    for (int bits = 0; bits < 16; bits++) {
      long sum = 0;
      for (int i = 0; i < 4; i++) {
        if ((bits >> i & 1) != 0) {
          sum ^= 0xe100000000000000L >>> (3 - i);
        }
      }
      REDUCED[bits] = sum;
    }
  }

  private final long[] high = new long[16];
  private final long[] low = new long[16];
  private long stateHigh;
  private long stateLow;

  /** With the key as two words. */
  TableGhash(long keyHigh, long keyLow) {
    long h = keyHigh;
    long l = keyLow;
    for (int bit = 8; bit > 0; bit >>= 1) { // 8 stands for 1: bits are counted from the left
      high[bit] = h;
      low[bit] = l;
      long out = l & 1;
      l = l >>> 1 | h << 63;
      h = h >>> 1 ^ out * 0xe100000000000000L;
    }
    for (int i = 1; i < 16; i++) {
      int bit = Integer.lowestOneBit(i);
      if (i != bit) {
        high[i] = high[bit] ^ high[i ^ bit];
        low[i] = low[bit] ^ low[i ^ bit];
      }
    }
  }

  void reset() {
    stateHigh = 0;
    stateLow = 0;
  }

  void add(long blockHigh, long blockLow) {
    long x = stateHigh ^ blockHigh;
    long y = stateLow ^ blockLow;
    long h = 0;
    long l = 0;
    for (int shift = 0; shift < 64; shift += 4) {
      int nibble = (int) (y >>> shift) & 15;
      int out = (int) l & 15;
      l = (l >>> 4 | h << 60) ^ low[nibble];
      h = h >>> 4 ^ REDUCED[out] ^ high[nibble];
    }
    for (int shift = 0; shift < 64; shift += 4) {
      int nibble = (int) (x >>> shift) & 15;
      int out = (int) l & 15;
      l = (l >>> 4 | h << 60) ^ low[nibble];
      h = h >>> 4 ^ REDUCED[out] ^ high[nibble];
    }
    stateHigh = h;
    stateLow = l;
  }

  long high() {
    return stateHigh;
  }

  long low() {
    return stateLow;
  }
}
