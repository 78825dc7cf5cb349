package dev.gil.workloads.matrix;

import java.io.Serializable;

/**
 * Two square matrices that are to be multiplied, and a vector by which the product is checked.
 *
 * @param rows of each matrix
 * @param seed of the entries
 * @param number of the product among those of a trial
 */
record Factors(int rows, long seed, int number) implements Serializable {
  Entries left() {
    return new Entries(seed, 3L * number);
  }

  Entries right() {
    return new Entries(seed, 3L * number + 1);
  }

  double[] probe() {
    return new Entries(seed, 3L * number + 2).first(rows);
  }

  /** Entries of a matrix. */
  int entries() {
    return rows * rows;
  }
}
