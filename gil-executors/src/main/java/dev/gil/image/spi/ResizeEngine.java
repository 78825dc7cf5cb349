package dev.gil.image.spi;

import dev.gil.arrays.spi.KernelEngine;
import java.lang.foreign.MemorySegment;

/**
 * The two loops of a resize, each along one direction. Callers have checked everything; users call
 * {@link dev.gil.image.Images}.
 *
 * <p>Both compute what {@link Taps} says, so that all engines agree bit for bit. Arrays on the heap
 * hold rows that begin at multiples of {@value #PADDED} bytes from each other: what is between the
 * end of a row and the beginning of the next may be read and written.
 */
public interface ResizeEngine extends KernelEngine {
  /** Rows are padded to a multiple of so many bytes. */
  int PADDED = 64;

  /** The most rows of one call. */
  int ROWS = 16;

  /**
   * Filters rows along themselves.
   *
   * @param taps of the width of the image
   * @param from the first place of the result
   * @param to the first one after the last
   * @param channels 1, 3 or 4, interleaved
   * @param image is read only where the taps say
   * @param at byte of place 0 of the first row in it; that byte need not be there, if it is not
   *     read
   * @param stride bytes from there to the next row
   * @param rows 1 to {@value #ROWS}
   * @param result gets places {@code from} to {@code to} of each row; has room for {@value #ROWS}
   *     rows, all of which may be written
   * @param resultAt where the first row begins in it
   * @param resultStride from there to the next row
   */
  void horizontal(
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
      int resultStride);

  /**
   * Adds rows up, each with its weight.
   *
   * @param weights among others those of the rows
   * @param offset where those begin
   * @param count how many rows
   * @param rows are read
   * @param at where the first row begins
   * @param stride from there to the next row
   * @param bytes of a row
   * @param result gets one row
   * @param resultAt where it begins in it
   */
  void vertical(
      int[] weights,
      int offset,
      int count,
      byte[] rows,
      int at,
      int stride,
      int bytes,
      byte[] result,
      int resultAt);
}
