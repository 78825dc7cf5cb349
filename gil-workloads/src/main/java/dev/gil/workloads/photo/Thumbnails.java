package dev.gil.workloads.photo;

import dev.gil.image.Filter;
import dev.gil.image.Raster;
import java.util.List;

/** What is made of a photo: three smaller ones. */
final class Thumbnails {
  static final Filter FILTER = Filter.LANCZOS;

  private Thumbnails() {}

  /** Half as wide and high, a quarter, an eighth. */
  static List<Raster> sizes(Raster photo) {
    return List.of(part(photo, 2), part(photo, 4), part(photo, 8));
  }

  private static Raster part(Raster photo, int of) {
    return photo.resized(Math.max(1, photo.width() / of), Math.max(1, photo.height() / of));
  }
}
