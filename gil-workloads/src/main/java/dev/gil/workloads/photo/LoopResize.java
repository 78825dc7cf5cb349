package dev.gil.workloads.photo;

import dev.gil.image.Filter;
import dev.gil.image.Raster;
import dev.gil.image.spi.Taps;
import java.util.Arrays;

/**
 * The resize of {@link dev.gil.image.Images} as plain Java over arrays, along the rows first as it
 * goes by Lanczos, with a turn given after each row: what a program does that has no kernels.
 */
final class LoopResize {
  private LoopResize() {}

  /**
   * Resizes an image of three channels.
   *
   * @param image samples from {@code at} on
   * @param turn called after each row
   */
  static byte[] resize(Filter filter, Raster from, byte[] image, int at, Raster to, Runnable turn) {
    Taps across = filter.taps(from.width(), to.width());
    Taps down = filter.taps(from.height(), to.height());
    byte[] narrow = new byte[from.height() * to.rowBytes()];
    for (int y = 0; y < from.height(); y++) {
      row(across, image, at + y * from.rowBytes(), narrow, y * to.rowBytes());
      turn.run();
    }
    byte[] small = new byte[(int) to.bytes()];
    int[] sums = new int[to.rowBytes()];
    for (int y = 0; y < to.height(); y++) {
      column(down, y, narrow, sums, small);
      turn.run();
    }
    return small;
  }

  private static void row(Taps taps, byte[] image, int from, byte[] narrow, int to) {
    int[] weights = taps.weights();
    int write = to;
    for (int x = 0; x < taps.to(); x++) {
      int read = from + 3 * taps.first(x);
      int offset = taps.offset(x);
      int end = offset + taps.count(x);
      int first = Taps.HALF;
      int second = Taps.HALF;
      int third = Taps.HALF;
      for (int i = offset; i < end; i++) {
        first += weights[i] * (image[read] & 0xFF);
        second += weights[i] * (image[read + 1] & 0xFF);
        third += weights[i] * (image[read + 2] & 0xFF);
        read += 3;
      }
      narrow[write++] = cut(first);
      narrow[write++] = cut(second);
      narrow[write++] = cut(third);
    }
  }

  private static void column(Taps taps, int y, byte[] narrow, int[] sums, byte[] small) {
    Arrays.fill(sums, Taps.HALF);
    for (int i = 0; i < taps.count(y); i++) {
      int weight = taps.weights()[taps.offset(y) + i];
      int read = (taps.first(y) + i) * sums.length;
      for (int x = 0; x < sums.length; x++) {
        sums[x] += weight * (narrow[read + x] & 0xFF);
      }
    }
    for (int x = 0; x < sums.length; x++) {
      small[y * sums.length + x] = cut(sums[x]);
    }
  }

  private static byte cut(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> Taps.BITS));
  }
}
