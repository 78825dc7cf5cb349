package dev.gil.vector;

import jdk.incubator.vector.IntVector;

/** Adds rows up, each with its weight. */
final class RowsDown {
  private static final int LANES = Samples.LANES;

  private RowsDown() {}

  /** Writes up to the next multiple of 4 vectors behind the row, which is in its padding. */
  static void add(
      int[] weights,
      int offset,
      int count,
      byte[] rows,
      int at,
      int stride,
      int bytes,
      byte[] result,
      int resultAt) {
    for (int i = 0; i < bytes; i += 4 * LANES) {
      four(weights, offset, count, rows, at + i, stride, result, resultAt + i);
    }
  }

  private static void four(
      int[] weights,
      int offset,
      int count,
      byte[] rows,
      int at,
      int stride,
      byte[] result,
      int to) {
    IntVector s0 = Samples.half();
    IntVector s1 = s0;
    IntVector s2 = s0;
    IntVector s3 = s0;
    int from = at;
    for (int i = 0; i < count; i++) {
      IntVector weight = Samples.weight(weights, offset + i);
      s0 = s0.add(Samples.load(rows, from).mul(weight));
      s1 = s1.add(Samples.load(rows, from + LANES).mul(weight));
      s2 = s2.add(Samples.load(rows, from + 2 * LANES).mul(weight));
      s3 = s3.add(Samples.load(rows, from + 3 * LANES).mul(weight));
      from += stride;
    }
    Samples.store(s0, result, to);
    Samples.store(s1, result, to + LANES);
    Samples.store(s2, result, to + 2 * LANES);
    Samples.store(s3, result, to + 3 * LANES);
  }
}
