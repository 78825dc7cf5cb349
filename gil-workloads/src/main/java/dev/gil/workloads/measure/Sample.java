package dev.gil.workloads.measure;

import java.util.Arrays;

/** Repeated measurements of one thing. Immutable. */
public final class Sample {
  private final double[] sorted;

  private Sample(double[] sorted) {
    this.sorted = sorted;
  }

  public static Sample of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Sample(sorted);
  }

  public double median() {
    return quantile(0.5);
  }

  /** The middle half, as a share of the median. */
  public double spread() {
    return sorted.length == 0 ? 0 : (quantile(0.75) - quantile(0.25)) / median();
  }

  /**
   * Whether the two differ by no more than chance would: their middle halves overlap, or the
   * medians are within 2 %.
   */
  public boolean isLike(Sample other) {
    double ratio = median() / other.median();
    return (ratio > 0.98 && ratio < 1.02)
        || (quantile(0.25) <= other.quantile(0.75) && other.quantile(0.25) <= quantile(0.75));
  }

  /** Interpolated between the two nearest measurements; NaN if there are none. */
  public double quantile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
