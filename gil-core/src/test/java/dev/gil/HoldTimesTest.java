package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HoldTimesTest {
  private final HoldTimes times = new HoldTimes();

  @Test
  void aWaitLastsUntilTheLockIsHandedOver() {
    times.began(100, 140, true);
    assertThat(times.ends(200)).isEqualTo(new HoldTimes.Ended(100, 140, 200));
    assertThat(times.counters(1).waited()).isEqualTo(Duration.ofNanos(40));
  }

  @Test
  void aWaitIsNeverNegativeWhenTheClockWasReadBeforeItBegan() {
    times.began(100, 60, true);
    assertThat(times.ends(200)).isEqualTo(new HoldTimes.Ended(100, 100, 200));
    assertThat(times.counters(1).waited()).isZero();
  }
}
