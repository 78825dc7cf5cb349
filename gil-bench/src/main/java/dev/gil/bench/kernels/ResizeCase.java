package dev.gil.bench.kernels;

import dev.gil.image.Filter;
import dev.gil.image.Raster;
import java.util.List;

/** One case of resizing a photo to a fifth of its sides. */
enum ResizeCase {
  BILINEAR("resize-bilinear", Filter.BILINEAR),
  LANCZOS("resize-lanczos", Filter.LANCZOS),
  TWO_THREADS("two-threads-resize", Filter.BILINEAR);

  static final String PILLOW = "Pillow";
  static final String THUMBNAILATOR = "Thumbnailator";

  static final Raster FROM = Raster.rgb(4_000, 3_000);
  static final Raster TO = Raster.rgb(800, 600);

  private final String text;
  private final Filter filter;

  ResizeCase(String text, Filter filter) {
    this.text = text;
    this.filter = filter;
  }

  /** Its name in reports. */
  String text() {
    return text;
  }

  Filter filter() {
    return filter;
  }

  /** What it is compared with. */
  List<String> peers() {
    return switch (this) {
      case BILINEAR -> List.of(PILLOW, THUMBNAILATOR);
      case LANCZOS -> List.of(PILLOW);
      case TWO_THREADS -> Pair.PEERS;
    };
  }
}
