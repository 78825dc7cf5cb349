package dev.gil.image;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gil.image.spi.ResizeEngine;
import dev.gil.image.spi.Taps;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;

/**
 * One resize. Rows pass through a {@link Window} on the heap, so the memory beside the two images
 * is small and stays in the processor's cache; where whole rows would not, the result is made in
 * strips. For one thread.
 *
 * <p>An image is filtered along its rows and along its columns, and between the two it is cut and
 * rounded to bytes. A filter that overshoots at edges goes along the rows first, as Pillow does,
 * and gives Pillow's bytes: where both ways overshoot, what is cut first makes a difference of many
 * levels. One that does not goes along the columns first, which takes half the time, as vectors
 * read rows as they lie, and few rows are left for the other way: by the roundings, of half a level
 * each, it comes out at most one level from Pillow's.
 */
final class Resampling {
  /** Bytes of a window, and of what a strip reads of a few rows: half of a small level-2 cache. */
  private static final int CACHED = 512 * 1024;

  private static final int ROWS = ResizeEngine.ROWS;

  private final ResizeEngine engine;
  private final boolean acrossFirst;
  private final Raster from;
  private final Raster to;
  private final Taps across;
  private final Taps down;

  /** For each row of the result, the first row of the image that it or a later one needs. */
  private final int[] needed;

  /** Rows of a window: twice as many as are needed at once, or some more, so it seldom moves. */
  private final int most;

  Resampling(ResizeEngine engine, Filter filter, Raster from, Raster to) {
    this.engine = engine;
    this.acrossFirst = filter.overshoots();
    this.from = from;
    this.to = to;
    this.across = filter.taps(from.width(), to.width());
    this.down = filter.taps(from.height(), to.height());
    this.needed = new int[to.height()];
    int first = from.height();
    int held = 0;
    for (int y = to.height() - 1; y >= 0; y--) {
      first = Math.min(first, down.first(y));
      needed[y] = first;
      held = Math.max(held, end(y) - first + ROWS);
    }
    this.most = held + Math.min(held, 4 * ROWS);
  }

  /** The first row behind those that a row of the result needs. */
  private int end(int y) {
    return down.first(y) + down.count(y);
  }

  void run(MemorySegment image, MemorySegment result, CancelPoll cancel) {
    int columns = columns();
    for (int x = 0; x < to.width(); x += columns) {
      int many = Math.min(columns, to.width() - x);
      if (acrossFirst) {
        acrossFirst(x, many, image, result, cancel);
      } else {
        downFirst(x, many, image, result, cancel);
      }
    }
  }

  /** How wide a strip of the result is. */
  private int columns() {
    double read = (double) from.width() / to.width() * from.channels();
    double perColumn =
        acrossFirst
            ? Math.max((double) most * to.channels(), ROWS * read)
            : Math.max((double) ROWS * to.channels(), most * read);
    return (int) Math.max(1, Math.min(to.width(), CACHED / perColumn));
  }

  private void acrossFirst(
      int x, int columns, MemorySegment image, MemorySegment result, CancelPoll cancel) {
    int bytes = columns * to.channels();
    Window window = new Window(most, Window.padded(bytes));
    byte[] row = new byte[window.stride()];
    for (int y = 0; y < to.height(); y++) {
      while (window.end() < end(y)) {
        cancel.poll();
        window.makeRoom(needed[y]);
        int many = Math.min(ROWS, from.height() - window.end());
        engine.horizontal(
            across,
            x,
            x + columns,
            to.channels(),
            image,
            (long) window.end() * from.rowBytes(),
            from.rowBytes(),
            many,
            window.rows(),
            window.at(window.end()),
            window.stride());
        window.add(many);
      }
      cancel.poll();
      sum(y, window, bytes, row, 0);
      write(row, 0, bytes, x, y, result);
    }
  }

  private void downFirst(
      int x, int columns, MemorySegment image, MemorySegment result, CancelPoll cancel) {
    int begin = across.begin(x, x + columns);
    int read = (across.end(x, x + columns) - begin) * from.channels();
    Window window = new Window(most, Window.padded(read));
    byte[] wide = new byte[ROWS * window.stride()];
    MemorySegment wideRows = MemorySegment.ofArray(wide);
    int bytes = columns * to.channels();
    int stride = Window.padded(bytes);
    byte[] narrow = new byte[ROWS * stride];
    for (int y = 0; y < to.height(); y += ROWS) {
      int many = Math.min(ROWS, to.height() - y);
      for (int i = 0; i < many; i++) {
        cancel.poll();
        take(image, begin, read, y + i, window, cancel);
        sum(y + i, window, read, wide, i * window.stride());
      }
      engine.horizontal(
          across,
          x,
          x + columns,
          to.channels(),
          wideRows,
          -(long) begin * from.channels(),
          window.stride(),
          many,
          narrow,
          0,
          stride);
      for (int i = 0; i < many; i++) {
        write(narrow, i * stride, bytes, x, y + i, result);
      }
    }
  }

  /** Takes rows of the image into the window, up to the last one that a row of the result needs. */
  private void take(
      MemorySegment image, int begin, int read, int y, Window window, CancelPoll cancel) {
    while (window.end() < end(y)) {
      cancel.poll();
      window.makeRoom(needed[y]);
      int many = Math.min(ROWS, from.height() - window.end());
      for (int i = 0; i < many; i++) {
        int row = window.end() + i;
        long place = (long) row * from.rowBytes() + (long) begin * from.channels();
        MemorySegment.copy(image, JAVA_BYTE, place, window.rows(), window.at(row), read);
      }
      window.add(many);
    }
  }

  private void sum(int y, Window window, int bytes, byte[] result, int at) {
    engine.vertical(
        down.weights(),
        down.offset(y),
        down.count(y),
        window.rows(),
        window.at(down.first(y)),
        window.stride(),
        bytes,
        result,
        at);
  }

  private void write(byte[] row, int at, int bytes, int x, int y, MemorySegment result) {
    long place = (long) y * to.rowBytes() + (long) x * to.channels();
    MemorySegment.copy(row, at, result, JAVA_BYTE, place, bytes);
  }
}
