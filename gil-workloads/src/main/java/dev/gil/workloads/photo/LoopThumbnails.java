package dev.gil.workloads.photo;

import dev.gil.image.Raster;
import java.util.List;

/** Thumbnails in plain Java. */
public final class LoopThumbnails {
  private LoopThumbnails() {}

  /**
   * Of a photo that lies in an array.
   *
   * @param turn called after each row
   */
  public static Print of(Raster photo, byte[] pixels, int at, Runnable turn) {
    List<byte[]> all =
        Thumbnails.sizes(photo).stream()
            .map(size -> LoopResize.resize(Thumbnails.FILTER, photo, pixels, at, size, turn))
            .toList();
    return Print.of(all);
  }

  /** Of a photo that is made up first. */
  static Print of(Photo photo, Runnable turn) {
    return of(Photo.RASTER, photo.pixels(0, turn), 0, turn);
  }
}
