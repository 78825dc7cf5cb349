package dev.gil.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SieveTest {
  @ParameterizedTest
  @CsvSource({
    "1, 2",
    "2, 3",
    "3, 5",
    "6, 13",
    "10000, 104729",
    "43390, 524287",
    "43391, 524309",
    "1000000, 15485863",
    "10000000, 179424673"
  })
  void theNthPrimeIsTheOneOfTheTables(long n, long prime) {
    assertThat(Sieve.nthPrime(n)).isEqualTo(prime);
  }
}
