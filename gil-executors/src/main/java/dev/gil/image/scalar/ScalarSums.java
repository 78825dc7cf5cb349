package dev.gil.image.scalar;

import dev.gil.image.spi.Taps;
import java.util.Arrays;

/** Adds rows up, a sum for each byte: loops that the compiler vectorizes. */
final class ScalarSums {
  private ScalarSums() {}

  static void start(int[] sums) {
    Arrays.fill(sums, Taps.HALF);
  }

  static void add(int weight, byte[] rows, int at, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * (rows[at + i] & 0xFF);
    }
  }

  static void cut(int[] sums, byte[] result, int at) {
    for (int i = 0; i < sums.length; i++) {
      result[at + i] = (byte) Math.max(0, Math.min(255, sums[i] >> Taps.BITS));
    }
  }
}
