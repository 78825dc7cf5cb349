package dev.gil.arrays;

import dev.gil.arrays.spi.ProductShape;

/**
 * What a matrix product computes: {@code C = alpha * op(A) * op(B) + beta * C}, where op is the
 * matrix or its transposed. All matrices are stored by rows, without gaps.
 *
 * @param m rows of C and of op(A)
 * @param n columns of C and of op(B)
 * @param k columns of op(A), rows of op(B)
 * @param transposeA whether A is stored as k rows of m
 * @param transposeB whether B is stored as n rows of k
 * @param alpha factor of the product; where it is 0, A and B are not read
 * @param beta factor of what C held; where it is 0, C is written without being read
 */
public record Product(
    int m, int n, int k, boolean transposeA, boolean transposeB, double alpha, double beta) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Product {
    if (m < 0 || n < 0 || k < 0) {
      throw new IllegalArgumentException(
          "a product of " + m + " x " + k + " and " + k + " x " + n + ": sizes are 0 or more");
    }
  }

  /**
   * {@code C = A * B}.
   *
   * @param m rows of C
   * @param n columns of C
   * @param k columns of A, rows of B
   * @return the plain product
   * @throws IllegalArgumentException if a size is negative
   */
  public static Product of(int m, int n, int k) {
    return new Product(m, n, k, false, false, 1, 0);
  }

  /**
   * With A stored transposed, as k rows of m.
   *
   * @return a product like this one otherwise
   */
  public Product leftTransposed() {
    return new Product(m, n, k, true, transposeB, alpha, beta);
  }

  /**
   * With B stored transposed, as n rows of k.
   *
   * @return a product like this one otherwise
   */
  public Product rightTransposed() {
    return new Product(m, n, k, transposeA, true, alpha, beta);
  }

  /**
   * With a factor.
   *
   * @param alpha of the product
   * @return a product like this one otherwise
   */
  public Product times(double alpha) {
    return new Product(m, n, k, transposeA, transposeB, alpha, beta);
  }

  /**
   * Added to what C held, times a factor.
   *
   * @param beta 1 to add to C, 0 to replace it
   * @return a product like this one otherwise
   */
  public Product plus(double beta) {
    return new Product(m, n, k, transposeA, transposeB, alpha, beta);
  }

  ProductShape shape() {
    return ProductShape.dense(m, n, k, transposeA, transposeB);
  }
}
