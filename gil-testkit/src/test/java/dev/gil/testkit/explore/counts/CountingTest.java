package dev.gil.testkit.explore.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.testkit.explore.Exploration;
import dev.gil.testkit.explore.Explorer;
import dev.gil.testkit.explore.FailureKind;
import dev.gil.testkit.explore.Interleavings;
import dev.gil.testkit.explore.Interleavings.Body;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference counts of gil itself, woven: each step of their words is a decision. */
class CountingTest {
  /** What a program is run with; a build that has time sets 10,000. */
  private static final int EXECUTIONS = Integer.getInteger("gil.testkit.counts", 300);

  private static final String CORE = "dev.gil.refcount";
  private static final String HERE = "dev.gil.testkit.explore.counts";

  /** The thread that waits for an owner's end outlives the body that is its owner. */
  private static final FailureKind[] ALL_BUT_LEAKS =
      Stream.of(FailureKind.values())
          .filter(kind -> kind != FailureKind.LEAKED_THREAD)
          .toArray(FailureKind[]::new);

  private static Interleavings woven(Body body) {
    return Interleavings.of(body).weave(CORE, HERE).detect(ALL_BUT_LEAKS);
  }

  static Stream<Named<Body>> programs() {
    return Stream.of(
        Named.of("atomic", Counting::atomic),
        Named.of("biased", Counting::biased),
        Named.of("the last releases meet", Counting::lastReleasesMeet),
        Named.of("the owner ends", Counting::ownerEnds),
        Named.of("the owner merges meanwhile", Counting::ownerMergesMeanwhile));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void itIsDisposedOfOnceInEveryOrderRun(Body body) {
    Exploration explored = woven(body).executions(EXECUTIONS).seed(1).run().check();
    assertThat(explored.decisions()).as("decisions").isGreaterThan(3);
  }

  @Test
  void everyScheduleOfOnePreemptionIsRun() {
    Exploration all =
        woven(Counting::biased)
            .explorer(Explorer.BOUNDED)
            .preemptions(1)
            .executions(10_000)
            .run()
            .check();
    assertThat(all.exhaustedPreemptions()).hasValue(1);
  }

  /** That the programs can fail. */
  @Test
  void aCountForOneThreadIsFoundOutByThree() {
    assertThat(woven(Counting::unguarded).seed(1).run().failure()).isPresent();
  }
}
