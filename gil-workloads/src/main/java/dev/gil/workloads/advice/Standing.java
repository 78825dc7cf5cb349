package dev.gil.workloads.advice;

import dev.gil.workloads.measure.Sample;
import java.util.Arrays;
import java.util.List;

/**
 * How good the choices of somebody were.
 *
 * @param name who chose
 * @param regrets one a case, or several for whoever chooses at random
 */
public record Standing(String name, List<Double> regrets) {
  private static final double CLOSE = 0.1;

  public Standing {
    regrets = List.copyOf(regrets);
  }

  public double median() {
    return quantile(0.5);
  }

  public double p90() {
    return quantile(0.9);
  }

  public double max() {
    return quantile(1);
  }

  public double mean() {
    return regrets.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** The share of choices that lost no more than a tenth. */
  public double close() {
    return (double) regrets.stream().filter(regret -> regret <= CLOSE).count() / regrets.size();
  }

  /** How many choices could not have run. */
  public long invalid() {
    return regrets.stream().filter(regret -> regret.isInfinite()).count();
  }

  /** The next larger one where two are between: an infinite one must not become no number. */
  private double quantile(double share) {
    double[] sorted = regrets.stream().mapToDouble(Double::doubleValue).toArray();
    boolean endless = invalid() > 0;
    if (!endless) {
      return Sample.of(sorted).quantile(share);
    }
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * (sorted.length - 1))];
  }
}
