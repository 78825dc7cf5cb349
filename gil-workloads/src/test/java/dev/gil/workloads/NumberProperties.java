package dev.gil.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NumberProperties {
  @Property(tries = 20_000)
  void largeNumbersAreJudgedAsByBigInteger(@ForAll @IntRange(min = 1_000_000_000) int n) {
    if (n % 2 != 0 && n % 3 != 0 && n % 5 != 0) {
      assertThat(Primality.isPrime(n)).isEqualTo(BigInteger.valueOf(n).isProbablePrime(60));
    }
  }

  @Property(tries = 500)
  void theStateAfterManyStepsIsThatOfTakingThem(
      @ForAll long state, @ForAll @IntRange(min = 0, max = 2_000) int steps) {
    long x = state;
    for (int i = 0; i < steps; i++) {
      x = Xorshift.step(x);
    }
    assertThat(Xorshift.after(state, steps)).isEqualTo(x);
  }

  @Property(tries = 300)
  void primesAreTheSameHoweverTheRangeIsSplit(
      @ForAll @IntRange(max = 5_000) int a,
      @ForAll @IntRange(max = 5_000) int b,
      @ForAll @IntRange(max = 5_000) int c) {
    int from = Math.min(a, Math.min(b, c));
    int to = Math.max(a, Math.max(b, c));
    int between = a + b + c - from - to;
    long whole = PrimesWorkload.countPlainly(from, to);
    assertThat(
            PrimesWorkload.countPlainly(from, between) + PrimesWorkload.countPlainly(between, to))
        .isEqualTo(whole);
  }
}
