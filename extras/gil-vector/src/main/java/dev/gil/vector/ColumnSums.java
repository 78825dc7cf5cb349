package dev.gil.vector;

import dev.gil.image.spi.Taps;
import jdk.incubator.vector.IntVector;

/**
 * The innermost loops along rows, on columns of eight bytes that lie side by side, those of a pixel
 * for each of its channels: a sum for each vector that a pixel fills, in a register. A loop for
 * each number of vectors. Where a pixel does not fill the last one, the beginning of the next pixel
 * is summed too, written, and written over.
 */
final class ColumnSums {
  /** Bytes of a column. */
  private static final int COLUMN = RowsAcross.ROWS;

  private static final int LANES = Samples.LANES;

  /** What is written or read at most behind the last column. */
  static final int BEHIND = 4 * LANES;

  /** The most sums of a loop. */
  private static final int SUMS = 4;

  private ColumnSums() {}

  /**
   * Filters columns.
   *
   * @param columns of the image, and from {@code write} on of the result
   * @param zero where place 0 of the image would begin
   */
  static void filter(
      Taps taps, int from, int to, int channels, byte[] columns, int zero, int write) {
    int pixel = channels * COLUMN;
    int vectors = Math.ceilDiv(pixel, LANES);
    int many = vectors <= SUMS ? vectors : vectors / 2;
    for (int i = 0; i < vectors; i += many) {
      int first = zero + i * LANES;
      int place = write + i * LANES;
      switch (many) {
        case 1 -> one(taps, from, to, pixel, columns, first, place);
        case 2 -> two(taps, from, to, pixel, columns, first, place);
        case 3 -> three(taps, from, to, pixel, columns, first, place);
        default -> four(taps, from, to, pixel, columns, first, place);
      }
    }
  }

  private static void one(
      Taps taps, int from, int to, int pixel, byte[] columns, int zero, int write) {
    int[] weights = taps.weights();
    int place = write;
    for (int i = from; i < to; i++) {
      int offset = taps.offset(i);
      int count = taps.count(i);
      int at = zero + taps.first(i) * pixel;
      IntVector s0 = Samples.half();
      for (int tap = 0; tap < count; tap++) {
        IntVector weight = Samples.weight(weights, offset + tap);
        s0 = s0.add(Samples.load(columns, at).mul(weight));
        at += pixel;
      }
      Samples.store(s0, columns, place);
      place += pixel;
    }
  }

  private static void two(
      Taps taps, int from, int to, int pixel, byte[] columns, int zero, int write) {
    int[] weights = taps.weights();
    int place = write;
    for (int i = from; i < to; i++) {
      int offset = taps.offset(i);
      int count = taps.count(i);
      int at = zero + taps.first(i) * pixel;
      IntVector s0 = Samples.half();
      IntVector s1 = s0;
      for (int tap = 0; tap < count; tap++) {
        IntVector weight = Samples.weight(weights, offset + tap);
        s0 = s0.add(Samples.load(columns, at).mul(weight));
        s1 = s1.add(Samples.load(columns, at + LANES).mul(weight));
        at += pixel;
      }
      Samples.store(s0, columns, place);
      Samples.store(s1, columns, place + LANES);
      place += pixel;
    }
  }

  private static void three(
      Taps taps, int from, int to, int pixel, byte[] columns, int zero, int write) {
    int[] weights = taps.weights();
    int place = write;
    for (int i = from; i < to; i++) {
      int offset = taps.offset(i);
      int count = taps.count(i);
      int at = zero + taps.first(i) * pixel;
      IntVector s0 = Samples.half();
      IntVector s1 = s0;
      IntVector s2 = s0;
      for (int tap = 0; tap < count; tap++) {
        IntVector weight = Samples.weight(weights, offset + tap);
        s0 = s0.add(Samples.load(columns, at).mul(weight));
        s1 = s1.add(Samples.load(columns, at + LANES).mul(weight));
        s2 = s2.add(Samples.load(columns, at + 2 * LANES).mul(weight));
        at += pixel;
      }
      Samples.store(s0, columns, place);
      Samples.store(s1, columns, place + LANES);
      Samples.store(s2, columns, place + 2 * LANES);
      place += pixel;
    }
  }

  private static void four(
      Taps taps, int from, int to, int pixel, byte[] columns, int zero, int write) {
    int[] weights = taps.weights();
    int place = write;
    for (int i = from; i < to; i++) {
      int offset = taps.offset(i);
      int count = taps.count(i);
      int at = zero + taps.first(i) * pixel;
      IntVector s0 = Samples.half();
      IntVector s1 = s0;
      IntVector s2 = s0;
      IntVector s3 = s0;
      for (int tap = 0; tap < count; tap++) {
        IntVector weight = Samples.weight(weights, offset + tap);
        s0 = s0.add(Samples.load(columns, at).mul(weight));
        s1 = s1.add(Samples.load(columns, at + LANES).mul(weight));
        s2 = s2.add(Samples.load(columns, at + 2 * LANES).mul(weight));
        s3 = s3.add(Samples.load(columns, at + 3 * LANES).mul(weight));
        at += pixel;
      }
      Samples.store(s0, columns, place);
      Samples.store(s1, columns, place + LANES);
      Samples.store(s2, columns, place + 2 * LANES);
      Samples.store(s3, columns, place + 3 * LANES);
      place += pixel;
    }
  }
}
