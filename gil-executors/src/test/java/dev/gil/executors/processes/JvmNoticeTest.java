package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmNoticeTest {
  @ParameterizedTest
  @CsvSource({
    "'WARNING: Using incubator modules: a, b\n', ''",
    "'WARNING: Using incubator modules: a\nsaid\n', 'said\n'",
    "'WARNING: Using incubator modules: cut off', ''",
    "'WARNING: Using up', 'WARNING: Using up'",
    "'WARN', 'WARN'",
    "'said\nWARNING: Using incubator modules: a\n', 'said\nWARNING: Using incubator modules: a\n'",
    "'', ''",
  })
  void onlyANoticeAtTheBeginningIsLeftOut(String printed, String left) throws IOException {
    var from = new ByteArrayInputStream(printed.getBytes(StandardCharsets.UTF_8));
    String begun = new String(JvmNotice.skip(from), StandardCharsets.UTF_8);
    assertThat(begun + new String(from.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(left);
  }
}
