package dev.gil.workloads.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Sample.of(9, 1, 5).median()).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Sample.of(4, 1, 2, 100).median()).isEqualTo(3);
  }

  @Test
  void theSpreadIsTheMiddleHalfAsAShareOfTheMedian() {
    assertThat(Sample.of(80, 90, 100, 110, 500).spread()).isEqualTo(0.2, within(1e-9));
  }

  @Test
  void oneMeasurementHasNoSpread() {
    assertThat(Sample.of(7).spread()).isZero();
  }

  @Test
  void nothingHasNoMedian() {
    assertThat(Sample.of().median()).isNaN();
  }

  @Test
  void samplesAreAlikeWhenTheirMiddleHalvesOverlap() {
    assertThat(Sample.of(90, 100, 110).isLike(Sample.of(100, 108, 120))).isTrue();
  }

  @Test
  void samplesAreAlikeWithinTwoPercentHoweverSteadyTheyAre() {
    assertThat(Sample.of(100, 100, 100).isLike(Sample.of(101, 101, 101))).isTrue();
  }

  @Test
  void steadySamplesThatDifferMoreAreNotAlike() {
    assertThat(Sample.of(100, 101, 102).isLike(Sample.of(105, 106, 107))).isFalse();
  }
}
