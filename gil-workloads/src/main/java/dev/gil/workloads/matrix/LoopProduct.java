package dev.gil.workloads.matrix;

import java.util.Arrays;

/**
 * A product as a Java programmer writes it: three loops over arrays, the innermost along the rows,
 * which the JIT compiler makes vector instructions of.
 */
final class LoopProduct {
  private LoopProduct() {}

  /**
   * The product times the probe.
   *
   * @param pause after each row of the right matrix that was used
   */
  static double[] probed(Factors factors, Runnable pause) {
    int rows = factors.rows();
    double[] left = factors.left().first(factors.entries());
    double[] right = factors.right().first(factors.entries());
    double[] probe = factors.probe();
    double[] probed = new double[rows];
    double[] row = new double[rows];
    for (int i = 0; i < rows; i++) {
      Arrays.fill(row, 0);
      for (int k = 0; k < rows; k++) {
        add(left[i * rows + k], right, k * rows, row);
        pause.run();
      }
      probed[i] = dot(row, probe);
    }
    return probed;
  }

  /** Adds a row of the right matrix to one of the product. */
  private static void add(double factor, double[] right, int from, double[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] += factor * right[from + j];
    }
  }

  private static double dot(double[] row, double[] probe) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * probe[j];
    }
    return sum;
  }
}
