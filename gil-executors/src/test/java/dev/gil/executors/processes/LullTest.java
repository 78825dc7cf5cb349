package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a worker looks for its next task before it sleeps. */
class LullTest {
  private static final long SOON = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long LATE = TimeUnit.SECONDS.toNanos(1);

  private static Lull after(int processors, int soonOnes) {
    Lull lull = new Lull(processors);
    for (int i = 0; i < soonOnes; i++) {
      lull.add(SOON);
    }
    return lull;
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(new Lull(2).worthLooking()).isZero();
    assertThat(after(2, 3).worthLooking()).isZero();
  }

  @Test
  void itLooksWhileTasksComeSoon() {
    assertThat(after(2, 100).worthLooking()).isBetween(2 * SOON, 3 * SOON);
  }

  @Test
  void oneLateTaskEndsIt() {
    Lull lull = after(2, 100);
    lull.add(LATE);
    assertThat(lull.worthLooking()).isZero();
  }

  @Test
  void theOnlyProcessorIsLeftToOthers() {
    assertThat(after(1, 100).worthLooking()).isZero();
  }
}
