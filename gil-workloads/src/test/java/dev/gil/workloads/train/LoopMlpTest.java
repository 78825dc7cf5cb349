package dev.gil.workloads.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopMlpTest {
  @Test
  void loopsLearnAndPauseForEachExample() {
    AtomicLong pauses = new AtomicLong();
    int right = LoopTraining.right(new Lesson(1, 42, 7), pauses::incrementAndGet);
    assertThat(right).isBetween(1_400, 1_900);
    assertThat(pauses).hasValue(10_000 + 157 + 2_000); // examples, steps, questions
  }
}
