package dev.gil.arrays;

/**
 * Crosses multiples out of a segment of the wheel of 30, eight at a time.
 *
 * <p>A byte stands for 30 numbers, a bit for each of the eight that 2, 3 and 5 do not divide. The
 * multiples of a prime p = 30 a + r that have a bit are p q for q of those eight residues, and from
 * one q to that 30 further it is p bytes. So a turn of the loop takes eight multiples at distances
 * that depend on a, with bits that depend on r only: a loop for each of the eight r. Kim Walisch's
 * primesieve sieves its small primes in this way.
 */
final class WheelCrossing {
  /** The residues that 2, 3 and 5 do not divide: bit i of a byte stands for the i-th. */
  static final int[] RESIDUES = {1, 7, 11, 13, 17, 19, 23, 29};

  private WheelCrossing() {}

  /**
   * Crosses out as long as all eight of a turn lie in the segment.
   *
   * @param bits of the segment; a bit that stays set is not crossed out
   * @param end bytes of it
   * @param at byte of the multiple by a q of residue 1
   * @param a the prime divided by 30
   * @param residue index of the prime's
   * @return where to go on, again by a q of residue 1
   */
  static int cross(byte[] bits, int end, int at, int a, int residue) {
    return switch (residue) {
      case 0 -> by1(bits, end, at, a);
      case 1 -> by7(bits, end, at, a);
      case 2 -> by11(bits, end, at, a);
      case 3 -> by13(bits, end, at, a);
      case 4 -> by17(bits, end, at, a);
      case 5 -> by19(bits, end, at, a);
      case 6 -> by23(bits, end, at, a);
      case 7 -> by29(bits, end, at, a);
      default -> throw new AssertionError(residue);
    };
  }

  private static int by1(byte[] bits, int end, int at, int a) {
    int o1 = 6 * a;
    int o2 = 10 * a;
    int o3 = 12 * a;
    int o4 = 16 * a;
    int o5 = 18 * a;
    int o6 = 22 * a;
    int o7 = 28 * a;
    int turn = 30 * a + 1;
    int i = at;
    for (int last = end - o7; i < last; i += turn) {
      bits[i] &= (byte) ~1;
      bits[i + o1] &= (byte) ~2;
      bits[i + o2] &= (byte) ~4;
      bits[i + o3] &= (byte) ~8;
      bits[i + o4] &= (byte) ~16;
      bits[i + o5] &= (byte) ~32;
      bits[i + o6] &= (byte) ~64;
      bits[i + o7] &= (byte) ~128;
    }
    return i;
  }

  private static int by7(byte[] bits, int end, int at, int a) {
    int o1 = 6 * a + 1;
    int o2 = 10 * a + 2;
    int o3 = 12 * a + 3;
    int o4 = 16 * a + 3;
    int o5 = 18 * a + 4;
    int o6 = 22 * a + 5;
    int o7 = 28 * a + 6;
    int turn = 30 * a + 7;
    int i = at;
    for (int last = end - o7; i < last; i += turn) {
      bits[i] &= (byte) ~2;
      bits[i + o1] &= (byte) ~32;
      bits[i + o2] &= (byte) ~16;
      bits[i + o3] &= (byte) ~1;
      bits[i + o4] &= (byte) ~128;
      bits[i + o5] &= (byte) ~8;
      bits[i + o6] &= (byte) ~4;
      bits[i + o7] &= (byte) ~64;
    }
    return i;
  }

  private static int by11(byte[] bits, int end, int at, int a) {
    int o1 = 6 * a + 2;
    int o2 = 10 * a + 4;
    int o3 = 12 * a + 4;
    int o4 = 16 * a + 6;
    int o5 = 18 * a + 6;
    int o6 = 22 * a + 8;
    int o7 = 28 * a + 10;
    int turn = 30 * a + 11;
    int i = at;
    for (int last = end - o7; i < last; i += turn) {
      bits[i] &= (byte) ~4;
      bits[i + o1] &= (byte) ~16;
      bits[i + o2] &= (byte) ~1;
      bits[i + o3] &= (byte) ~64;
      bits[i + o4] &= (byte) ~2;
      bits[i + o5] &= (byte) ~128;
      bits[i + o6] &= (byte) ~8;
      bits[i + o7] &= (byte) ~32;
    }
    return i;
  }

  private static int by13(byte[] bits, int end, int at, int a) {
    int o1 = 6 * a + 3;
    int o2 = 10 * a + 4;
    int o3 = 12 * a + 5;
    int o4 = 16 * a + 7;
    int o5 = 18 * a + 8;
    int o6 = 22 * a + 9;
    int o7 = 28 * a + 12;
    int turn = 30 * a + 13;
    int i = at;
    for (int last = end - o7; i < last; i += turn) {
      bits[i] &= (byte) ~8;
      bits[i + o1] &= (byte) ~1;
      bits[i + o2] &= (byte) ~64;
      bits[i + o3] &= (byte) ~32;
      bits[i + o4] &= (byte) ~4;
      bits[i + o5] &= (byte) ~2;
      bits[i + o6] &= (byte) ~128;
      bits[i + o7] &= (byte) ~16;
    }
    return i;
  }

  private static int by17(byte[] bits, int end, int at, int a) {
    int o1 = 6 * a + 3;
    int o2 = 10 * a + 6;
    int o3 = 12 * a + 7;
    int o4 = 16 * a + 9;
    int o5 = 18 * a + 10;
    int o6 = 22 * a + 13;
    int o7 = 28 * a + 16;
    int turn = 30 * a + 17;
    int i = at;
    for (int last = end - o7; i < last; i += turn) {
      bits[i] &= (byte) ~16;
      bits[i + o1] &= (byte) ~128;
      bits[i + o2] &= (byte) ~2;
      bits[i + o3] &= (byte) ~4;
      bits[i + o4] &= (byte) ~32;
      bits[i + o5] &= (byte) ~64;
      bits[i + o6] &= (byte) ~1;
      bits[i + o7] &= (byte) ~8;
    }
    return i;
  }

  private static int by19(byte[] bits, int end, int at, int a) {
    int o1 = 6 * a + 4;
    int o2 = 10 * a + 6;
    int o3 = 12 * a + 8;
    int o4 = 16 * a + 10;
    int o5 = 18 * a + 12;
    int o6 = 22 * a + 14;
    int o7 = 28 * a + 18;
    int turn = 30 * a + 19;
    int i = at;
    for (int last = end - o7; i < last; i += turn) {
      bits[i] &= (byte) ~32;
      bits[i + o1] &= (byte) ~8;
      bits[i + o2] &= (byte) ~128;
      bits[i + o3] &= (byte) ~2;
      bits[i + o4] &= (byte) ~64;
      bits[i + o5] &= (byte) ~1;
      bits[i + o6] &= (byte) ~16;
      bits[i + o7] &= (byte) ~4;
    }
    return i;
  }

  private static int by23(byte[] bits, int end, int at, int a) {
    int o1 = 6 * a + 5;
    int o2 = 10 * a + 8;
    int o3 = 12 * a + 9;
    int o4 = 16 * a + 13;
    int o5 = 18 * a + 14;
    int o6 = 22 * a + 17;
    int o7 = 28 * a + 22;
    int turn = 30 * a + 23;
    int i = at;
    for (int last = end - o7; i < last; i += turn) {
      bits[i] &= (byte) ~64;
      bits[i + o1] &= (byte) ~4;
      bits[i + o2] &= (byte) ~8;
      bits[i + o3] &= (byte) ~128;
      bits[i + o4] &= (byte) ~1;
      bits[i + o5] &= (byte) ~16;
      bits[i + o6] &= (byte) ~32;
      bits[i + o7] &= (byte) ~2;
    }
    return i;
  }

  private static int by29(byte[] bits, int end, int at, int a) {
    int o1 = 6 * a + 6;
    int o2 = 10 * a + 10;
    int o3 = 12 * a + 12;
    int o4 = 16 * a + 16;
    int o5 = 18 * a + 18;
    int o6 = 22 * a + 22;
    int o7 = 28 * a + 28;
    int turn = 30 * a + 29;
    int i = at;
    for (int last = end - o7; i < last; i += turn) {
      bits[i] &= (byte) ~128;
      bits[i + o1] &= (byte) ~64;
      bits[i + o2] &= (byte) ~32;
      bits[i + o3] &= (byte) ~16;
      bits[i + o4] &= (byte) ~8;
      bits[i + o5] &= (byte) ~4;
      bits[i + o6] &= (byte) ~2;
      bits[i + o7] &= (byte) ~1;
    }
    return i;
  }
}
