package dev.gil.image.scalar;

import dev.gil.image.spi.Taps;

/** Filters a row along itself. A loop for each number of channels, their sums in registers. */
final class ScalarRow {
  private ScalarRow() {}

  /** The byte that a sum stands for. */
  static byte cut(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> Taps.BITS));
  }

  /**
   * Filters a row of one channel.
   *
   * @param row from place {@code begin} of the image on
   * @param result written from {@code at} on
   */
  static void one(Taps taps, int from, int to, byte[] row, int begin, byte[] result, int at) {
    int[] weights = taps.weights();
    int write = at;
    for (int i = from; i < to; i++) {
      int read = taps.first(i) - begin;
      int end = taps.offset(i) + taps.count(i);
      int sum = Taps.HALF;
      for (int w = taps.offset(i); w < end; w++) {
        sum += weights[w] * (row[read++] & 0xFF);
      }
      result[write++] = cut(sum);
    }
  }

  /** As {@link #one}, of three channels. */
  static void three(Taps taps, int from, int to, byte[] row, int begin, byte[] result, int at) {
    int[] weights = taps.weights();
    int write = at;
    for (int i = from; i < to; i++) {
      int read = 3 * (taps.first(i) - begin);
      int end = taps.offset(i) + taps.count(i);
      int s0 = Taps.HALF;
      int s1 = Taps.HALF;
      int s2 = Taps.HALF;
      for (int w = taps.offset(i); w < end; w++) {
        s0 += weights[w] * (row[read] & 0xFF);
        s1 += weights[w] * (row[read + 1] & 0xFF);
        s2 += weights[w] * (row[read + 2] & 0xFF);
        read += 3;
      }
      result[write] = cut(s0);
      result[write + 1] = cut(s1);
      result[write + 2] = cut(s2);
      write += 3;
    }
  }

  /** As {@link #one}, of four channels. */
  static void four(Taps taps, int from, int to, byte[] row, int begin, byte[] result, int at) {
    int[] weights = taps.weights();
    int write = at;
    for (int i = from; i < to; i++) {
      int read = 4 * (taps.first(i) - begin);
      int end = taps.offset(i) + taps.count(i);
      int s0 = Taps.HALF;
      int s1 = Taps.HALF;
      int s2 = Taps.HALF;
      int s3 = Taps.HALF;
      for (int w = taps.offset(i); w < end; w++) {
        s0 += weights[w] * (row[read] & 0xFF);
        s1 += weights[w] * (row[read + 1] & 0xFF);
        s2 += weights[w] * (row[read + 2] & 0xFF);
        s3 += weights[w] * (row[read + 3] & 0xFF);
        read += 4;
      }
      result[write] = cut(s0);
      result[write + 1] = cut(s1);
      result[write + 2] = cut(s2);
      result[write + 3] = cut(s3);
      write += 4;
    }
  }
}
