package dev.gil.image;

import java.util.function.DoubleUnaryOperator;

/** A resize by its definition, in doubles: along the rows, cut to 0 to 255, then along columns. */
final class Exact {
  private Exact() {}

  /** The filters again, from their formulas. */
  static DoubleUnaryOperator weight(Filter filter) {
    return switch (filter) {
      case BILINEAR -> x -> Math.abs(x) < 1 ? 1 - Math.abs(x) : 0;
      case LANCZOS ->
          x ->
              x == 0
                  ? 1
                  : Math.abs(x) >= 3
                      ? 0
                      : 3
                          * Math.sin(Math.PI * x)
                          * Math.sin(Math.PI * x / 3)
                          / (Math.PI * Math.PI * x * x);
    };
  }

  static double[] resize(Filter filter, Raster from, byte[] image, Raster to) {
    DoubleUnaryOperator weight = weight(filter);
    int channels = from.channels();
    double[] samples = new double[image.length];
    for (int i = 0; i < image.length; i++) {
      samples[i] = image[i] & 0xFF;
    }
    double[] across = new double[from.height() * to.rowBytes()];
    for (int y = 0; y < from.height(); y++) {
      for (int i = 0; i < to.rowBytes(); i++) {
        across[y * to.rowBytes() + i] =
            sum(
                weight,
                from.width(),
                to.width(),
                i / channels,
                samples,
                y * from.rowBytes() + i % channels,
                channels);
      }
    }
    double[] result = new double[(int) to.bytes()];
    for (int y = 0; y < to.height(); y++) {
      for (int i = 0; i < to.rowBytes(); i++) {
        result[y * to.rowBytes() + i] =
            sum(weight, from.height(), to.height(), y, across, i, to.rowBytes());
      }
    }
    return result;
  }

  private static double sum(
      DoubleUnaryOperator weight,
      int from,
      int to,
      int place,
      double[] samples,
      int first,
      int step) {
    double scale = (double) from / to;
    double centre = (place + 0.5) * scale;
    double stretch = Math.max(1, scale);
    double sum = 0;
    double all = 0;
    for (int x = 0; x < from; x++) {
      double w = weight.applyAsDouble((x + 0.5 - centre) / stretch);
      sum += w * samples[first + x * step];
      all += w;
    }
    return Math.max(0, Math.min(255, sum / all));
  }
}
