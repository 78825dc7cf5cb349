package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gil.image.spi.Taps;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Filters rows along themselves, eight at once: their bytes are turned so that those of a column
 * lie side by side and fill a vector, and each result is a column too. Filtering one row by vectors
 * would need three channels and a few neighbours in one, which fits no register.
 */
final class RowsAcross {
  /** Rows at once. */
  static final int ROWS = 8;

  private static final int MOST_KEPT = 8 << 20;

  private static final Scratch<byte[]> SCRATCH = new Scratch<>(byte[]::new, array -> array.length);

  private static final List<Apart.Pass<Batch>> PASSES =
      Apart.passes(
          b -> Turn.toColumns(b.bytes, b.wide, b.block, b.columns),
          b -> ColumnSums.filter(b.taps, b.from, b.to, b.channels, b.bytes, b.zero, b.results),
          b -> Turn.toRows(b.bytes, b.results, b.resultsWide, b.block, b.result, b.at, b.stride));

  private RowsAcross() {}

  /**
   * Eight rows and some places of the result. In the scratch bytes lie the rows, their columns, the
   * columns of the result and the block of {@link Turn}.
   *
   * @param wide bytes of a row, filled up
   * @param columns where the columns begin
   * @param zero where the column of place 0 would begin
   * @param results where the columns of the result begin
   * @param resultsWide how many, filled up
   * @param block where the block begins
   * @param at where the first row of the result goes
   * @param stride from there to the next
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Batch(
      Taps taps,
      int from,
      int to,
      int channels,
      byte[] bytes,
      int wide,
      int columns,
      int zero,
      int results,
      int resultsWide,
      int block,
      byte[] result,
      int at,
      int stride) {}

  static void filter(
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
    int bytes = (taps.end(from, to) - begin) * channels;
    int wide = filled(bytes);
    int resultsWide = filled((to - from) * channels);
    int columns = ROWS * wide;
    int results = columns + ROWS * wide;
    int block = results + ROWS * resultsWide + ColumnSums.BEHIND;
    byte[] scratch = SCRATCH.take(block + Turn.BLOCK);
    for (int y = 0; y < rows; y++) {
      long place = at + y * stride + (long) begin * channels;
      MemorySegment.copy(image, JAVA_BYTE, place, scratch, y * wide, bytes);
    }
    Batch batch =
        new Batch(
            taps,
            from,
            to,
            channels,
            scratch,
            wide,
            columns,
            columns - begin * channels * ROWS,
            results,
            resultsWide,
            block,
            result,
            resultAt,
            resultStride);
    for (Apart.Pass<Batch> pass : PASSES) {
      Apart.run(pass, batch);
    }
    if (scratch.length <= MOST_KEPT) {
      SCRATCH.give(scratch);
    }
  }

  private static int filled(int bytes) {
    return Math.ceilDiv(bytes, Turn.WIDE) * Turn.WIDE;
  }
}
