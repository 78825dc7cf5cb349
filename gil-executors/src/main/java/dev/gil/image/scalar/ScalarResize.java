package dev.gil.image.scalar;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gil.image.spi.ResizeEngine;
import dev.gil.image.spi.Taps;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Resizing in plain loops: needs nothing. */
public final class ScalarResize implements ResizeEngine {
  /** Called by {@link java.util.ServiceLoader}. */
  public ScalarResize() {}

  @Override
  public String id() {
    return "scalar";
  }

  @Override
  public int preference() {
    return 0;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
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
    int begin = taps.begin(from, to);
    byte[] row = new byte[(taps.end(from, to) - begin) * channels];
    for (int y = 0; y < rows; y++) {
      long place = at + y * stride + (long) begin * channels;
      MemorySegment.copy(image, JAVA_BYTE, place, row, 0, row.length);
      int write = resultAt + y * resultStride;
      switch (channels) {
        case 1 -> ScalarRow.one(taps, from, to, row, begin, result, write);
        case 3 -> ScalarRow.three(taps, from, to, row, begin, result, write);
        default -> ScalarRow.four(taps, from, to, row, begin, result, write);
      }
    }
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
    int[] sums = new int[bytes];
    ScalarSums.start(sums);
    for (int i = 0; i < count; i++) {
      ScalarSums.add(weights[offset + i], rows, at + i * stride, sums);
    }
    ScalarSums.cut(sums, result, resultAt);
  }
}
