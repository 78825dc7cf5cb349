package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerLimitsTest {
  private static void refused(Runnable limits, String message) {
    assertThatIllegalArgumentException().isThrownBy(limits::run).withMessage(message);
  }

  @Test
  void thereAreNoLimitsUnlessAskedFor() {
    assertThat(StrategySettings.DEFAULTS.limits()).isEqualTo(WorkerLimits.NONE);
    assertThat(WorkerLimits.NONE.recycleAfterTasks()).isEmpty();
    assertThat(WorkerLimits.NONE.recycleAfter()).isEmpty();
    assertThat(WorkerLimits.NONE.recycleAbove()).isEmpty();
    assertThat(WorkerLimits.NONE.heap()).isEmpty();
    assertThat(WorkerLimits.NONE.killAbove()).isEmpty();
  }

  @Test
  void eachLimitIsKeptByEveryOtherChange() {
    WorkerLimits limits =
        WorkerLimits.NONE
            .recycleAfterTasks(7)
            .recycleAfter(Duration.ofHours(2))
            .recycleAbove(64L << 20)
            .heap(16L << 20)
            .killAbove(65L << 20);
    assertThat(limits.heap()).hasValue(16L << 20);
    assertThat(limits.killAbove()).hasValue(65L << 20);
    assertThat(limits.recycleAfterTasks(8).recycleAfter(Duration.ofHours(1)))
        .isEqualTo(
            WorkerLimits.NONE
                .killAbove(65L << 20)
                .heap(16L << 20)
                .recycleAbove(64L << 20)
                .recycleAfter(Duration.ofHours(1))
                .recycleAfterTasks(8));
    assertThat(limits.recycleAfterTasks()).hasValue(7);
    assertThat(limits.recycleAfter()).contains(Duration.ofHours(2));
    assertThat(limits.recycleAbove()).hasValue(64L << 20);
    assertThat(StrategySettings.DEFAULTS.limits(limits).workers(3).spares(1).limits())
        .isEqualTo(limits);
  }

  @Test
  void anotherLimitReplacesTheOneBefore() {
    assertThat(WorkerLimits.NONE.recycleAfterTasks(7).recycleAfterTasks(8).recycleAfterTasks())
        .hasValue(8);
  }

  @Test
  void whatIsOutOfRangeIsRefusedByName() {
    refused(
        () -> WorkerLimits.NONE.recycleAfterTasks(0), "recycleAfterTasks 0 is less than 1 task");
    refused(
        () -> WorkerLimits.NONE.recycleAfter(Duration.ofMillis(999)),
        "recycleAfter PT0.999S is outside 1 second to 1,000 days");
    refused(
        () -> WorkerLimits.NONE.recycleAfter(Duration.ofDays(1_001)),
        "recycleAfter PT24024H is outside 1 second to 1,000 days");
    refused(
        () -> WorkerLimits.NONE.recycleAbove((64L << 20) - 1),
        "recycleAbove 67108863 is less than 67108864 bytes");
    refused(
        () -> WorkerLimits.NONE.killAbove((64L << 20) - 1),
        "killAbove 67108863 is less than 67108864 bytes");
    refused(
        () -> WorkerLimits.NONE.heap((16L << 20) - 1), "heap 16777215 is less than 16777216 bytes");
    refused(
        () -> WorkerLimits.NONE.killAbove(100L << 20).recycleAbove(100L << 20),
        "recycleAbove 104857600 is not below killAbove 104857600: workers would be killed before"
            + " they can be replaced in order");
  }
}
