package dev.gil.examples.quickstart;

import java.io.IOException;

/**
 * Stands for a native library that crashes when two threads are in it: it keeps its state in one
 * place, and checks.
 */
final class PageLibrary {
  private static int inside;

  private PageLibrary() {}

  static byte[] render(int page) {
    if (++inside != 1) {
      throw new IllegalStateException("two threads inside: a real library would have crashed");
    }
    byte[] pixels = new byte[1_000];
    java.util.Arrays.fill(pixels, (byte) page);
    inside--;
    return pixels;
  }

  /** Touches nothing of the library. */
  static String upload(byte[] pixels) throws IOException {
    if (pixels.length == 0) {
      throw new IOException("nothing to upload");
    }
    return "page-" + pixels[0];
  }
}
