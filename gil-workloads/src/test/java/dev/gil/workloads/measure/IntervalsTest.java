package dev.gil.workloads.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalsTest {
  @ParameterizedTest
  @CsvSource({
    "PT2S, 2s",
    "PT0.005S, 5ms",
    "PT0.0005S, 500us",
    "PT0.000005S, 5us",
    "PT0.0000055S, 5500ns",
    "PT1.5S, 1500ms"
  })
  void intervalsAreWrittenAsTheyAreTyped(Duration interval, String typed) {
    assertThat(Intervals.text(interval)).isEqualTo(typed);
  }
}
