package dev.gil.workloads.site;

import dev.gil.image.Raster;
import dev.gil.workloads.photo.Photo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Where the pixels lie in a Windows bitmap of 24 bits a pixel, which every image library reads. Its
 * rows go from the bottom up and its colours from blue to red; who only resizes need not care.
 *
 * @param raster of the image
 * @param offset of the first pixel in the file
 */
public record Bitmap(Raster raster, int offset) {
  private static final int HEADER = 54;
  private static final int MAGIC = 'B' | 'M' << 8;
  private static final int BITS = 24;

  /** The file of a photo. */
  static byte[] of(Photo photo) {
    byte[] file = photo.pixels(HEADER, () -> {}); // whose rows need no padding
    ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int pixels = file.length - HEADER;
    out.put("BM".getBytes(StandardCharsets.US_ASCII)).putInt(file.length).putInt(0);
    out.putInt(HEADER).putInt(40).putInt(Photo.RASTER.width()).putInt(Photo.RASTER.height());
    out.putShort((short) 1).putShort((short) BITS).putInt(0).putInt(pixels);
    out.putInt(2_835).putInt(2_835).putInt(0).putInt(0);
    return file;
  }

  /**
   * Reads the head of a file. No memory is taken for what it promises.
   *
   * @throws IllegalArgumentException if it is no bitmap, is compressed or of other colours, has
   *     padded rows, or promises more than the file holds
   */
  public static Bitmap in(byte[] file) {
    require(file.length >= HEADER, "has " + file.length + " bytes, fewer than its head");
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    require(in.getShort(0) == MAGIC, "does not begin with BM");
    require(in.getInt(14) >= 40, "has a head of " + in.getInt(14) + " bytes");
    int width = in.getInt(18);
    int height = in.getInt(22);
    int bits = in.getShort(28);
    require(bits == BITS, "has " + bits + " bits a pixel");
    require(in.getInt(30) == 0, "is compressed by method " + in.getInt(30));
    require(height != Integer.MIN_VALUE, "has a height of " + height);
    Raster raster = Raster.rgb(width, Math.abs(height)); // negative: from the top down
    require(raster.rowBytes() % 4 == 0, "has padded rows: a width of " + width);
    int offset = in.getInt(10);
    require(offset >= HEADER, "has pixels at " + offset + ", in its head");
    require(
        file.length - (long) offset >= raster.bytes(),
        "ends after " + file.length + " bytes: " + raster + " at " + offset + " needs more");
    return new Bitmap(raster, offset);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("the bitmap " + problem);
    }
  }
}
