package dev.gil.vector;

import dev.gil.image.spi.Taps;
import jdk.incubator.vector.IntVector;

/**
 * The innermost loops along rows, on columns of eight bytes: a sum for each channel in a register.
 * A loop for each number of channels, once for all eight rows or twice for four.
 */
final class ColumnSums {
  /** Bytes of a column. */
  private static final int COLUMN = RowsAcross.ROWS;

  private ColumnSums() {}

  /**
   * Of one channel.
   *
   * @param columns of the image, and from {@code write} on of the result
   * @param zero where column 0 of the image would begin
   */
  static void one(Taps taps, int from, int to, byte[] columns, int zero, int write) {
    for (int lane = 0; lane < COLUMN; lane += Samples.LANES) {
      oneLanes(taps, from, to, columns, zero + lane, write + lane);
    }
  }

  private static void oneLanes(Taps taps, int from, int to, byte[] columns, int zero, int write) {
    int[] weights = taps.weights();
    int place = write;
    for (int i = from; i < to; i++) {
      int offset = taps.offset(i);
      int count = taps.count(i);
      int first = zero + taps.first(i) * COLUMN;
      IntVector s0 = Samples.half();
      for (int tap = 0; tap < count; tap++) {
        IntVector weight = Samples.weight(weights, offset + tap);
        s0 = s0.add(Samples.load(columns, first + tap * COLUMN).mul(weight));
      }
      Samples.store(s0, columns, place);
      place += COLUMN;
    }
  }

  /** As {@link #one}, of three channels. */
  static void three(Taps taps, int from, int to, byte[] columns, int zero, int write) {
    for (int lane = 0; lane < COLUMN; lane += Samples.LANES) {
      threeLanes(taps, from, to, columns, zero + lane, write + lane);
    }
  }

  private static void threeLanes(Taps taps, int from, int to, byte[] columns, int zero, int write) {
    int[] weights = taps.weights();
    int place = write;
    for (int i = from; i < to; i++) {
      int offset = taps.offset(i);
      int count = taps.count(i);
      int first = zero + taps.first(i) * 3 * COLUMN;
      IntVector s0 = Samples.half();
      IntVector s1 = s0;
      IntVector s2 = s0;
      for (int tap = 0; tap < count; tap++) {
        IntVector weight = Samples.weight(weights, offset + tap);
        int at = first + tap * 3 * COLUMN;
        s0 = s0.add(Samples.load(columns, at).mul(weight));
        s1 = s1.add(Samples.load(columns, at + COLUMN).mul(weight));
        s2 = s2.add(Samples.load(columns, at + 2 * COLUMN).mul(weight));
      }
      Samples.store(s0, columns, place);
      Samples.store(s1, columns, place + COLUMN);
      Samples.store(s2, columns, place + 2 * COLUMN);
      place += 3 * COLUMN;
    }
  }

  /** As {@link #one}, of four channels. */
  static void four(Taps taps, int from, int to, byte[] columns, int zero, int write) {
    for (int lane = 0; lane < COLUMN; lane += Samples.LANES) {
      fourLanes(taps, from, to, columns, zero + lane, write + lane);
    }
  }

  private static void fourLanes(Taps taps, int from, int to, byte[] columns, int zero, int write) {
    int[] weights = taps.weights();
    int place = write;
    for (int i = from; i < to; i++) {
      int offset = taps.offset(i);
      int count = taps.count(i);
      int first = zero + taps.first(i) * 4 * COLUMN;
      IntVector s0 = Samples.half();
      IntVector s1 = s0;
      IntVector s2 = s0;
      IntVector s3 = s0;
      for (int tap = 0; tap < count; tap++) {
        IntVector weight = Samples.weight(weights, offset + tap);
        int at = first + tap * 4 * COLUMN;
        s0 = s0.add(Samples.load(columns, at).mul(weight));
        s1 = s1.add(Samples.load(columns, at + COLUMN).mul(weight));
        s2 = s2.add(Samples.load(columns, at + 2 * COLUMN).mul(weight));
        s3 = s3.add(Samples.load(columns, at + 3 * COLUMN).mul(weight));
      }
      Samples.store(s0, columns, place);
      Samples.store(s1, columns, place + COLUMN);
      Samples.store(s2, columns, place + 2 * COLUMN);
      Samples.store(s3, columns, place + 3 * COLUMN);
      place += 4 * COLUMN;
    }
  }
}
