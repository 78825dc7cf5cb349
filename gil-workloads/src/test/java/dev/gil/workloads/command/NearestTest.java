package dev.gil.workloads.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> IDS = List.of("single", "threads", "free", "processes");

  @ParameterizedTest
  @CsvSource({"thread, threads", "proceses, processes", "fre, free", "snigle, single"})
  void aSlipOfTheKeyIsUnderstood(String typed, String meant) {
    assertThat(Nearest.to(typed, IDS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"banana", "x", "multiprocessing"})
  void nothingIsGuessedFromAfar(String typed) {
    assertThat(Nearest.to(typed, IDS)).isEmpty();
  }

  @Test
  void theDistanceCountsInsertionsDeletionsAndReplacements() {
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("abc", "abc")).isZero();
  }
}
