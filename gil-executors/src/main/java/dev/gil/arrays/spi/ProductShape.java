package dev.gil.arrays.spi;

/**
 * The shape of {@code C = alpha * op(A) * op(B) + beta * C}, all matrices by rows.
 *
 * @param m rows of C and of op(A)
 * @param n columns of C and of op(B)
 * @param k columns of op(A), rows of op(B)
 * @param transposeA whether op(A) is A transposed: A is stored as k rows of m
 * @param transposeB whether op(B) is B transposed: B is stored as n rows of k
 * @param lda elements from one row of A to the next, at least its stored columns
 * @param ldb the same of B
 * @param ldc the same of C
 */
public record ProductShape(
    int m, int n, int k, boolean transposeA, boolean transposeB, int lda, int ldb, int ldc) {
  /**
   * Matrices without gaps between rows.
   *
   * @param m rows of C
   * @param n columns of C
   * @param k the inner size
   * @param transposeA whether A is stored transposed
   * @param transposeB whether B is stored transposed
   * @return their shape
   */
  public static ProductShape dense(int m, int n, int k, boolean transposeA, boolean transposeB) {
    return new ProductShape(
        m, n, k, transposeA, transposeB, transposeA ? m : k, transposeB ? k : n, n);
  }
}
