package dev.gil.image;

import dev.gil.image.spi.Taps;

/**
 * How much each pixel of an image counts for a pixel of the resized one, by the distance of their
 * centres.
 *
 * <p>A filter reaches as far as its {@link #support()}, in pixels of the image when it is enlarged,
 * in those of the result when it is shrunk. So a smaller image is made of all pixels of the larger
 * one, without the moiré of one that picks a few.
 */
public enum Filter {
  /** A triangle: what lies nearer counts more. Never darker or brighter than the image was. */
  BILINEAR(1, false) {
    @Override
    double at(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },

  /**
   * A sinc windowed by the middle lobe of a wider one, of three lobes each way: sharper, with a
   * faint ringing at hard edges. C. Lanczos, Applied Analysis (1956), as a filter for images in K.
   * Turkowski, Filters for Common Resampling Tasks, Graphics Gems (1990).
   */
  LANCZOS(3, true) {
    @Override
    double at(double distance) {
      return Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0;
    }
  };

  private final int support;
  private final boolean overshoots;

  Filter(int support, boolean overshoots) {
    this.support = support;
    this.overshoots = overshoots;
  }

  /** Whether some weights are negative, so that it gets darker or brighter than the image was. */
  boolean overshoots() {
    return overshoots;
  }

  /** What a pixel at that distance counts, before all are scaled to add up to 1. */
  abstract double at(double distance);

  private static double sinc(double x) {
    double angle = Math.PI * x;
    return x == 0 ? 1 : Math.sin(angle) / angle;
  }

  /**
   * How far the filter reaches.
   *
   * @return pixels from the centre, each way
   */
  public int support() {
    return support;
  }

  /**
   * What resizes one direction of an image: for each place of the result, which places of the image
   * count how much.
   *
   * <p>Centres of places are half integers. Where the filter reaches beyond the image, what lies in
   * it counts the more.
   *
   * @param from pixels of the image, 1 to {@value Raster#MOST}
   * @param to pixels of the result, 1 to {@value Raster#MOST}
   * @return weights of which those of each place add up to 1, but for their rounding
   * @throws IllegalArgumentException if one is not 1 to {@value Raster#MOST}
   */
  public Taps taps(int from, int to) {
    new Raster(from, to, 1); // checks the sizes
    double scale = (double) from / to;
    double stretch = Math.max(1, scale);
    double reach = support * stretch;
    int most = (int) Math.min(from, 2 * (long) Math.ceil(reach) + 1);
    double[] exact = new double[most];
    int[] weights = new int[most * to]; // below 2^24, as sides have a limit
    int[] first = new int[to];
    int[] offsets = new int[to + 1];
    for (int place = 0; place < to; place++) {
      double centre = (place + 0.5) * scale;
      int low = Math.max(0, (int) (centre - reach + 0.5));
      int high = Math.min(from, (int) (centre + reach + 0.5));
      double sum = 0;
      for (int x = low; x < high; x++) {
        exact[x - low] = at((x + 0.5 - centre) / stretch);
        sum += exact[x - low];
      }
      int end = offsets[place];
      for (int x = low; x < high; x++) {
        int weight = fixed(exact[x - low] / sum);
        if (weight != 0 || end > offsets[place]) {
          weights[end++] = weight;
        } else {
          first[place] = x + 1 - low; // counts zeroes until there is something else
        }
      }
      while (weights[end - 1] == 0) {
        end--;
      }
      first[place] += low;
      offsets[place + 1] = end;
    }
    return new Taps(from, first, offsets, weights);
  }

  private static int fixed(double weight) {
    return (int) (weight * (1 << Taps.BITS) + (weight < 0 ? -0.5 : 0.5));
  }
}
