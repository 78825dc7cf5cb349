package dev.gil.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

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

  @Test
  void aMethodThatFailsFailsByItsReportAndATokenInTheAnnotationIsThatFailureAgain()
      throws Exception {
    List<String> thrown = Launched.thrownBy("junit-jupiter", FailingMethods.class);
    String first = only(thrown, "AssertionError: EXCEPTION found at execution");
    assertThat(first)
        .contains("2 -> 1 preemptions")
        .contains("replay: @InterleavingTest(replay = \"" + FailingMethods.TOKEN + "\")");
    String again = only(thrown, "AssertionError: EXCEPTION replayed");
    assertThat(again).contains(FailingMethods.TOKEN).contains(table(first));
    assertThat(only(thrown, "StaleTokenException: ")).contains("is stale: the body");
  }

  private static String only(List<String> thrown, String part) {
    List<String> with = thrown.stream().filter(text -> text.contains(part)).toList();
    assertThat(with).as("%s in %s", part, thrown).hasSize(1);
    return with.getFirst();
  }

  private static String table(String report) {
    return report.substring(report.indexOf("     main"), report.indexOf("first bad state"));
  }
}
