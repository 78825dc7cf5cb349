package dev.gil.vector;

import java.util.List;
import jdk.incubator.vector.IntVector;

/** Adds rows up, each with its weight. */
final class RowsDown {
  private static final int LANES = Samples.LANES;

  private static final List<Apart.Pass<Batch>> PASSES = Apart.passes(RowsDown::add);

  private RowsDown() {}

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Batch(
      int[] weights,
      int offset,
      int count,
      byte[] rows,
      int at,
      int stride,
      int bytes,
      byte[] result,
      int resultAt) {}

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
    Batch batch = new Batch(weights, offset, count, rows, at, stride, bytes, result, resultAt);
    for (Apart.Pass<Batch> pass : PASSES) {
      Apart.run(pass, batch);
    }
  }

  private static void add(Batch b) {
    for (int i = 0; i < b.bytes; i += 4 * LANES) {
      four(b.weights, b.offset, b.count, b.rows, b.at + i, b.stride, b.result, b.resultAt + i);
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
