package dev.gil.workloads.photo;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gil.image.Raster;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;

/**
 * A picture that is made up: a zone plate, rings that get finer from the centre out. Made smaller
 * without care it shows rings that are not there, so it is what resizing is tested with.
 *
 * @param number of the picture: where the centre is, and the colours
 * @param seed of all
 */
public record Photo(long number, long seed) implements Serializable {
  /** All are of one size. */
  public static final Raster RASTER = Raster.rgb(800, 600);

  private static final int CENTRES = 256;

  /** How fast rings get finer: the outermost are some pixels wide. */
  private static final int SHIFT = 5;

  /** The sample at a place. */
  int sample(int x, int y, int channel) {
    long random = scattered();
    long dx = x - (random & (CENTRES - 1)) - channel;
    long dy = y - (random >>> 8 & (CENTRES - 1));
    return wave((int) ((dx * dx + dy * dy) >>> SHIFT) + (int) (random >>> 16 & 0xFF));
  }

  /** Up from 0 to 255 and down again. */
  private static int wave(int phase) {
    int rest = phase & 511;
    return rest < 256 ? rest : 511 - rest;
  }

  private long scattered() {
    long x = number * 0x9E3779B97F4A7C15L + seed;
    x = (x ^ x >>> 32) * 0xD6E8FEB86659FD93L;
    return x ^ x >>> 32;
  }

  /** Writes one row of samples. */
  private void row(int y, byte[] row, int at) {
    long random = scattered();
    int phase = (int) (random >>> 16 & 0xFF);
    int dy = y - (int) (random >>> 8 & (CENTRES - 1));
    int centre = (int) (random & (CENTRES - 1));
    for (int x = 0; x < RASTER.width(); x++) {
      for (int channel = 0; channel < 3; channel++) {
        int dx = x - centre - channel;
        row[at + 3 * x + channel] = (byte) wave(((dx * dx + dy * dy) >>> SHIFT) + phase);
      }
    }
  }

  /**
   * All samples.
   *
   * @param at where they begin in the array
   * @param turn called after each row
   * @return an array of so many more
   */
  public byte[] pixels(int at, Runnable turn) {
    byte[] pixels = new byte[at + (int) RASTER.bytes()];
    for (int y = 0; y < RASTER.height(); y++) {
      row(y, pixels, at + y * RASTER.rowBytes());
      turn.run();
    }
    return pixels;
  }

  /** Writes all samples to memory. */
  void write(MemorySegment memory, Runnable turn) {
    byte[] row = new byte[RASTER.rowBytes()];
    for (int y = 0; y < RASTER.height(); y++) {
      row(y, row, 0);
      MemorySegment.copy(row, 0, memory, JAVA_BYTE, (long) y * row.length, row.length);
      turn.run();
    }
  }
}
