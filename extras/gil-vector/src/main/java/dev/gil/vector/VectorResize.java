package dev.gil.vector;

import dev.gil.image.spi.ResizeEngine;
import dev.gil.image.spi.Taps;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Resizing by the Vector API. */
public final class VectorResize implements ResizeEngine {
  private static final int CACHED = 32 * 1024;

  /** Called by {@link java.util.ServiceLoader}. */
  public VectorResize() {}

  @Override
  public String id() {
    return "vector";
  }

  @Override
  public int preference() {
    return 10;
  }

  @Override
  public Optional<String> unavailable() {
    return Incubator.problem();
  }

  @Override
  public void horizontal(
      Taps taps,
      int from,
      int to,
      int channels,
      MemorySegment image,
      long at,
      long stride,
      int rows,
      byte[] result,
      int resultAt,
      int resultStride) {
    int many = places(taps, channels);
    for (int y = 0; y < rows; y += RowsAcross.ROWS) {
      for (int x = from; x < to; x += many) {
        RowsAcross.filter(
            taps,
            x,
            Math.min(to, x + many),
            channels,
            image,
            at + y * stride,
            stride,
            Math.min(RowsAcross.ROWS, rows - y),
            result,
            resultAt + y * resultStride + (x - from) * channels,
            resultStride);
      }
    }
  }

  /**
   * Places of the result at once: what is read for them, twice, fits the smallest cache. Their
   * bytes fill whole vectors, so that only the last ones reach into the padding.
   */
  private static int places(Taps taps, int channels) {
    double bytes = 2.0 * RowsAcross.ROWS * channels * Math.max(1, (double) taps.from() / taps.to());
    return Math.max(1, (int) (CACHED / bytes / PADDED)) * PADDED;
  }

  @Override
  public void vertical(
      int[] weights,
      int offset,
      int count,
      byte[] rows,
      int at,
      int stride,
      int bytes,
      byte[] result,
      int resultAt) {
    RowsDown.add(weights, offset, count, rows, at, stride, bytes, result, resultAt);
  }
}
