package dev.gil.advisor;

import java.util.Arrays;
import java.util.List;

/**
 * What a batch really took by a strategy, warm. Immutable.
 *
 * @param strategy its id
 * @param runsMs of each timed run, in order
 * @param tasks of the batch that were run: all, unless those take too long to try
 */
public record Check(String strategy, List<Double> runsMs, int tasks) {
  /**
   * Copies the list.
   *
   * @param strategy its id
   * @param runsMs at least one
   * @param tasks that were run
   */
  public Check {
    runsMs = List.copyOf(runsMs);
  }

  /**
   * The run in the middle.
   *
   * @return milliseconds
   */
  public double medianMs() {
    double[] sorted = sorted();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * Whether it is faster than another by more than chance.
   *
   * @param other of as many tasks
   * @param tie the share by which medians may differ by chance
   */
  boolean isFasterThan(Check other, double tie) {
    return medianMs() < (1 - tie) * other.medianMs();
  }

  private double[] sorted() {
    double[] sorted = runsMs.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
