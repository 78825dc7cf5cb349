package dev.gil.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;

/** A method of {@link InterleavingTest} is a body. */
class InterleavingTestTest {
  private static final AtomicInteger RUNS = new AtomicInteger();

  @InterleavingTest(executions = 100, seed = 1, explorer = Explorer.RANDOM_WALK)
  void aMethodIsRunOnceInEachExecution() {
    AtomicInteger sum = new AtomicInteger();
    Forked a = Interleavings.fork(() -> sum.addAndGet(1));
    Forked b = Interleavings.fork(() -> sum.addAndGet(2));
    Interleavings.join(a, b);
    assertThat(sum).hasValue(3);
    RUNS.incrementAndGet();
  }

  @AfterAll
  static void itRan() {
    assertThat(RUNS.get()).isGreaterThanOrEqualTo(100);
  }
}
