package dev.gil.workloads.site;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The site's images: Windows bitmaps of 24 bits a pixel, which every image library reads. A smooth
 * pattern with an edge in it, so that a resized one can be told from a wrong one.
 */
public final class Bitmap {
  /** Pixels each way. */
  public static final int SIDE = 256;

  private static final int HEADER = 54;

  private Bitmap() {}

  /** The bytes of an image file. */
  public static byte[] of(long image, long seed) {
    int pixels = 3 * SIDE * SIDE; // a row of 256 pixels needs no padding
    ByteBuffer out = ByteBuffer.allocate(HEADER + pixels).order(ByteOrder.LITTLE_ENDIAN);
    out.put("BM".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER + pixels).putInt(0);
    out.putInt(HEADER).putInt(40).putInt(SIDE).putInt(SIDE);
    out.putShort((short) 1).putShort((short) 24).putInt(0).putInt(pixels);
    out.putInt(2_835).putInt(2_835).putInt(0).putInt(0);
    long random = PageText.mix(image, seed);
    int edge = (int) (random & 127) + 64;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int shade = (x < edge ? x : 255 - x) + (int) (random >>> 8 & 31);
        out.put((byte) shade).put((byte) (y ^ (int) (random >>> 16 & 63))).put((byte) (x + y));
      }
    }
    return out.array();
  }
}
