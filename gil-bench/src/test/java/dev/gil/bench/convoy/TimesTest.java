package dev.gil.bench.convoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void sharesAreRanks() {
    Times times = new Times();
    for (int i = 10_000; i >= 1; i--) {
      times.add(i * 1_000L);
    }
    assertThat(times.micros(0.5)).isEqualTo(5_000);
    assertThat(times.micros(0.99)).isEqualTo(9_900);
    assertThat(times.micros(1)).isEqualTo(10_000);
  }

  @Test
  void withoutTimesThereIsNoShare() {
    assertThat(new Times().micros(0.5)).isNaN();
  }
}
