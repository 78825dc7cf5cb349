package dev.gil.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimalityTest {
  private static final int LIMIT = 3_000_000;

  @Test
  void everyCandidateBelowThreeMillionIsJudgedAsByASieve() {
    BitSet composite = new BitSet(LIMIT);
    for (int i = 2; i * i < LIMIT; i++) {
      for (int j = i * i; !composite.get(i) && j < LIMIT; j += i) {
        composite.set(j);
      }
    }
    for (int n = 7; n < LIMIT; n++) {
      if (n % 2 != 0 && n % 3 != 0 && n % 5 != 0) {
        assertThat(Primality.isPrime(n)).as("%s is prime", n).isEqualTo(!composite.get(n));
      }
    }
  }

  /**
   * Numbers that pass the test to base 2, to 2 and 3, to 2, 3 and 5, and two Carmichael numbers.
   */
  @ParameterizedTest
  @ValueSource(
      ints = {
        8_321,
        15_841,
        80_581,
        1_373_653,
        25_326_001,
        161_304_001,
        960_946_321,
        1_157_839_381,
        1_093 * 1_093,
        3_511 * 3_511,
        6_601,
        1_024_651
      })
  void aStrongPseudoprimeIsNoPrime(int n) {
    assertThat(BigInteger.valueOf(n).isProbablePrime(60)).isFalse();
    assertThat(Primality.isPrime(n)).isFalse();
  }

  @Test
  void theLargestIntIsPrime() {
    assertThat(Primality.isPrime(Integer.MAX_VALUE)).isTrue();
  }
}
