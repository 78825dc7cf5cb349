package dev.gil.image;

import dev.gil.image.spi.ResizeEngine;

/** Some rows that follow each other, on the heap: new ones come in below, old ones go. */
final class Window {
  private final byte[] rows;
  private final int stride;
  private final int most;
  private int top;
  private int end;

  /**
   * An empty one.
   *
   * @param most rows in it
   * @param stride bytes from one to the next
   */
  Window(int most, int stride) {
    this.rows = new byte[most * stride];
    this.stride = stride;
    this.most = most;
  }

  static int padded(int bytes) {
    return Math.ceilDiv(bytes, ResizeEngine.PADDED) * ResizeEngine.PADDED;
  }

  byte[] rows() {
    return rows;
  }

  int stride() {
    return stride;
  }

  /** The first row that has not come in yet. */
  int end() {
    return end;
  }

  /** Where a row begins. */
  int at(int row) {
    return (row - top) * stride;
  }

  /**
   * Makes room for the most rows of one call, and lets those before {@code needed} go if it has to.
   */
  void makeRoom(int needed) {
    if (end + ResizeEngine.ROWS - top > most) {
      int keep = Math.min(needed, end);
      System.arraycopy(rows, at(keep), rows, 0, at(end) - at(keep));
      top = keep;
    }
  }

  /** So many more have been written. */
  void add(int many) {
    end += many;
  }
}
