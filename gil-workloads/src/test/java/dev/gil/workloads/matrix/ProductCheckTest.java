package dev.gil.workloads.matrix;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.workloads.WrongResultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check of a product lets pass. */
class ProductCheckTest {
  private static final Factors FACTORS = new Factors(100, 7, 3);

  private static double[] probed() {
    return LoopProduct.probed(FACTORS, () -> {});
  }

  @Test
  void aRightProductPasses() {
    ProductCheck.of(FACTORS).check(probed());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, -1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void aRowThatIsOffIsNamed(double off) {
    double[] probed = probed();
    probed[42] += off;
    assertThatThrownBy(() -> ProductCheck.of(FACTORS).check(probed))
        .isInstanceOf(WrongResultException.class)
        .hasMessageContaining("product 3 is wrong in row 42");
  }

  @Test
  void theProductOfOtherFactorsIsWrong() {
    double[] other = LoopProduct.probed(new Factors(100, 7, 4), () -> {});
    assertThatThrownBy(() -> ProductCheck.of(FACTORS).check(other))
        .isInstanceOf(WrongResultException.class);
  }
}
