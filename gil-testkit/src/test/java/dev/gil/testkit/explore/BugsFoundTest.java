package dev.gil.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bugs of {@link Bugs} are found by whoever explores, and shrunk; their twins are not. */
class BugsFoundTest {
  private static final int SEEDS = 20;

  static Stream<Arguments> bugsByExplorer() {
    return Stream.of(Bugs.values())
        .flatMap(bug -> Stream.of(Explorer.values()).map(e -> Arguments.of(bug, e)));
  }

  @ParameterizedTest
  @MethodSource("bugsByExplorer")
  void everyExplorerFindsTheBugWhateverTheSeed(Bugs bug, Explorer explorer) {
    long seeds = explorer == Explorer.BOUNDED ? 1 : SEEDS;
    for (long seed : LongStream.range(0, seeds).toArray()) {
      Exploration found =
          Interleavings.of(bug.wrong)
              .explorer(explorer)
              .preemptions(explorer == Explorer.BOUNDED ? 1 : 2)
              .executions(10_000)
              .seed(seed)
              .run();
      assertThat(found.failure()).as("%s, seed %d: %s", explorer, seed, found).isPresent();
      assertThat(found.failure().orElseThrow().kind()).isEqualTo(bug.kind);
    }
  }

  @ParameterizedTest
  @EnumSource(Bugs.class)
  void aFailureIsShrunkToTheFewestPreemptionsThereAre(Bugs bug) {
    int fewest = fewest(bug);
    for (long seed = 0; seed < SEEDS; seed++) {
      Failure failure =
          Interleavings.of(bug.wrong)
              .explorer(Explorer.RANDOM_WALK)
              .executions(10_000)
              .seed(seed)
              .run()
              .failure()
              .orElseThrow();
      assertThat(failure.preemptions()).as("seed %d: %s", seed, failure).isEqualTo(fewest);
      assertThat(failure.reruns()).isLessThanOrEqualTo(200);
    }
  }

  private static int fewest(Bugs bug) {
    return Interleavings.of(bug.wrong)
        .explorer(Explorer.BOUNDED)
        .executions(100_000)
        .run()
        .failure()
        .orElseThrow()
        .preemptions();
  }

  @ParameterizedTest
  @EnumSource(Bugs.class)
  void theSameCodeWithoutTheBugRaisesNoAlarm(Bugs bug) {
    for (Explorer explorer : Explorer.values()) {
      Exploration clean =
          Interleavings.of(bug.right).explorer(explorer).executions(2_000).seed(1).run();
      assertThat(clean.failure()).as(clean.toString()).isEmpty();
      assertThat(clean.uncontrolled()).isEmpty();
    }
  }
}
