package dev.gil.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RangesTest {
  private final Ranges.DurationText text = new Ranges.DurationText();

  @ParameterizedTest
  @CsvSource({
    "5ms, PT0.005S",
    "100us, PT0.0001S",
    "1s, PT1S",
    "2m, PT2M",
    "1h, PT1H",
    "PT3S, PT3S"
  })
  void durationsAreReadWithTheirUnit(String typed, Duration meant) {
    assertThat(text.convert(typed)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "ms", "5 ms", "-5ms", "99999999999ms", "5ns"})
  void anythingElseIsNoDuration(String typed) {
    assertThatThrownBy(() -> text.convert(typed))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("write 5ms, 100us or 1s");
  }
}
