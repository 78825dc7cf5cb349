package dev.gil.image;

/**
 * How the samples of an image lie in memory: a byte each, 0 to 255, the channels of a pixel side by
 * side, pixels by rows from left to right, rows without gaps between them. Which row is the topmost
 * and which channel the red one does not matter to a kernel.
 *
 * @param width pixels of a row, 1 to {@value #MOST}
 * @param height rows, 1 to {@value #MOST}
 * @param channels samples of a pixel: 1, 3 or 4
 */
public record Raster(int width, int height, int channels) {
  /** The longest side. */
  public static final int MOST = 1 << 20;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a side is not 1 to {@value #MOST}, or there are not 1, 3 or
   *     4 channels
   */
  public Raster {
    if (width < 1 || height < 1 || width > MOST || height > MOST) {
      throw new IllegalArgumentException(
          "an image of " + width + " x " + height + " pixels: sides are 1 to " + MOST);
    }
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "an image of " + channels + " channels: 1, 3 and 4 can be resized");
    }
  }

  /**
   * Of three channels.
   *
   * @param width pixels of a row
   * @param height rows
   * @return the raster
   * @throws IllegalArgumentException if a side is not 1 to {@value #MOST}
   */
  public static Raster rgb(int width, int height) {
    return new Raster(width, height, 3);
  }

  /**
   * The same channels in another size.
   *
   * @param newWidth pixels of a row
   * @param newHeight rows
   * @return the raster
   * @throws IllegalArgumentException if a side is not 1 to {@value #MOST}
   */
  public Raster resized(int newWidth, int newHeight) {
    return new Raster(newWidth, newHeight, channels);
  }

  /**
   * How much memory a row takes.
   *
   * @return in bytes
   */
  public int rowBytes() {
    return width * channels;
  }

  /**
   * How much memory the image takes.
   *
   * @return in bytes
   */
  public long bytes() {
    return (long) rowBytes() * height;
  }
}
