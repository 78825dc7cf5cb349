package dev.gil.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunQueueTest {
  @Test
  void itIsTheSecondFigure() throws IOException {
    assertThat(RunQueue.waited("1 57799 3\n")).isEqualTo(57_799);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "1 x 3"})
  void somethingElseIsRefused(String text) {
    assertThatThrownBy(() -> RunQueue.waited(text)).isInstanceOf(IOException.class);
  }
}
