package dev.gil.bench.convoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SleeperTest {
  /** A wait over several deadlines is as many late returns: no coordinated omission. */
  @Test
  void everyDeadlineThatPassesIsCounted() {
    Times times = new Times();
    Sleeper.countPassed(1_000, 1_000 + 3 * Sleeper.PERIOD_NANOS, Long.MAX_VALUE, times);
    assertThat(times.count()).isEqualTo(4);
    assertThat(times.micros(1)).isEqualTo(3 * Sleeper.PERIOD_NANOS / 1e3);
    assertThat(times.micros(0.25)).isZero();
  }

  @Test
  void theNextDeadlineKeepsTheGrid() {
    long next = Sleeper.countPassed(1_000, 1_500, Long.MAX_VALUE, new Times());
    assertThat(next).isEqualTo(1_000 + Sleeper.PERIOD_NANOS);
  }

  @Test
  void noDeadlineBeyondTheEndIsCounted() {
    Times times = new Times();
    Sleeper.countPassed(0, 10 * Sleeper.PERIOD_NANOS, 2 * Sleeper.PERIOD_NANOS, times);
    assertThat(times.count()).isEqualTo(2);
  }
}
