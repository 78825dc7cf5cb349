package dev.gil.workloads.matrix;

import dev.gil.workloads.WrongResultException;

/**
 * Tells a right product from a wrong one without multiplying matrices, after Freivalds (1979): the
 * product times a random vector is the left matrix times (the right matrix times the vector), which
 * is found in the square of the rows.
 *
 * <p>How far the two may lie apart is bounded by rounding alone: 2(n + 1) units of the sums of
 * absolute values (Higham, Accuracy and Stability of Numerical Algorithms, section 3).
 */
final class ProductCheck {
  private static final double UNIT = Math.ulp(1.0) / 2;

  private final Factors factors;
  private final double[] expected;
  private final double[] bound;

  private ProductCheck(Factors factors, double[] expected, double[] bound) {
    this.factors = factors;
    this.expected = expected;
    this.bound = bound;
  }

  static ProductCheck of(Factors factors) {
    int rows = factors.rows();
    Entries left = factors.left();
    Entries right = factors.right();
    double[] probe = factors.probe();
    double[] inner = new double[rows];
    double[] innerBound = new double[rows];
    double[] expected = new double[rows];
    double[] bound = new double[rows];
    times(right, probe, probe, inner, innerBound);
    times(left, inner, innerBound, expected, bound);
    for (int i = 0; i < rows; i++) {
      bound[i] *= 4 * (rows + 1) * UNIT; // both ways were rounded
    }
    return new ProductCheck(factors, expected, bound);
  }

  /** A matrix times a vector, and its absolute values times those of another. */
  private static void times(
      Entries matrix, double[] vector, double[] bounds, double[] product, double[] sums) {
    int rows = vector.length;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        double entry = matrix.at((long) i * rows + j);
        product[i] += entry * vector[j];
        sums[i] += Math.abs(entry) * Math.abs(bounds[j]);
      }
    }
  }

  /** Throws if the product that gave this was not right. */
  void check(double[] probed) {
    for (int i = 0; i < expected.length; i++) {
      double apart = Math.abs(probed[i] - expected[i]);
      if (!(apart <= bound[i])) { // NaN is no number that is near
        throw new WrongResultException(
            "product "
                + factors.number()
                + " is wrong in row "
                + i
                + ": it gives "
                + probed[i]
                + " instead of "
                + expected[i]);
      }
    }
  }

  double sum() {
    double sum = 0;
    for (double each : expected) {
      sum += each;
    }
    return sum;
  }
}
