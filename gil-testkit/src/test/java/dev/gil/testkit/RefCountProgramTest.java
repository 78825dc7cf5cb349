package dev.gil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.refcount.RefCountPolicy;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.testkit.RefCountProgram.Step;
import dev.gil.testkit.RefCountProgram.Verb;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RefCountProgramTest {
  private static final Step RETAIN_A = new Step(Verb.RETAIN, 0);
  private static final Step RELEASE_A = new Step(Verb.RELEASE, 0);
  private static final Step USE_B = new Step(Verb.USE, 1);

  @Test
  void aProgramReadsAsItsSteps() {
    assertThat(
            new RefCountProgram(2, 3, List.of(List.of(RETAIN_A, USE_B, RELEASE_A), List.of(USE_B))))
        .hasToString("2 objects, 3 rounds: [+a ?b -a] [?b]");
  }

  @Test
  void aReleaseOfWhatWasNotRetainedIsRefused() {
    assertThatThrownBy(() -> new RefCountProgram(1, 1, List.of(List.of(RELEASE_A, RETAIN_A))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-a releases what was not retained");
  }

  @Test
  void aRetainThatIsNotReleasedIsRefused() {
    assertThatThrownBy(() -> new RefCountProgram(1, 1, List.of(List.of(RETAIN_A))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not release");
  }

  @Test
  void theSameSeedMakesTheSameProgram() {
    assertThat(RefCountProgram.random(new Random(7), 3, 2, 30, 5))
        .isEqualTo(RefCountProgram.random(new Random(7), 3, 2, 30, 5))
        .isNotEqualTo(RefCountProgram.random(new Random(8), 3, 2, 30, 5));
  }

  @Property(tries = 200)
  void theTextOfAProgramIsItsToken(@ForAll RefCountProgram program) {
    assertThat(RefCountProgram.parse(program.toString())).isEqualTo(program);
  }

  @Test
  void whatIsNoProgramIsRefused() {
    for (String text : List.of("", "1 objects: [+a -a]", "1 objects, 1 rounds: [+b -b]", "2 [")) {
      assertThatThrownBy(() -> RefCountProgram.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("no ");
    }
  }

  /** The constructor refuses an unbalanced one. */
  @Property(tries = 200)
  void anyNumbersMakeABalancedProgram(@ForAll List<List<Integer>> choices) {
    RefCountProgram program = RefCountProgram.of(3, 1, choices);
    assertThat(program.threads()).hasSameSizeAs(choices);
  }

  @Test
  void oneThreadIsBalancedWithoutALock() throws Exception {
    RefCountProgram alone = RefCountProgram.random(new Random(1), 4, 1, 100, 10);
    try (GilExecutor pool = open(Trait.PARALLEL_CPU, Trait.SHARES_HEAP)) {
      assertThat(alone.runUnguarded(pool).violations()).isEmpty();
    }
  }

  @Property(tries = 50)
  void countsForSeveralThreadsAreBalancedWithoutALock(
      @ForAll RefCountProgram program, @ForAll("concurrent") RefCountPolicy policy)
      throws Exception {
    try (GilExecutor pool = open(Trait.PARALLEL_CPU, Trait.SHARES_HEAP)) {
      assertThat(program.runWith(policy, pool).violations()).isEmpty();
    }
  }

  @Provide
  Arbitrary<RefCountPolicy> concurrent() {
    return Arbitraries.of(RefCountPolicy.BIASED, RefCountPolicy.ATOMIC);
  }

  @Test
  void guardedCountsNeedALock() throws Exception {
    RefCountProgram program = RefCountProgram.random(new Random(1), 1, 2, 5, 1);
    try (GilExecutor pool = open(Trait.PARALLEL_CPU, Trait.SHARES_HEAP)) {
      assertThatThrownBy(() -> program.runWith(RefCountPolicy.GUARDED, pool))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void everyStepIsDone() throws Exception {
    RefCountProgram program =
        new RefCountProgram(2, 5, List.of(List.of(RETAIN_A, USE_B, RELEASE_A), List.of(USE_B)));
    try (GilExecutor pool = open(Trait.ONE_AT_A_TIME, Trait.SHARES_HEAP)) {
      assertThat(program.runGuarded(pool)).isEqualTo(new RefCountAudit(List.of(), 5 * 4 + 2 * 2));
    }
  }

  @Test
  void aStrategyWithoutASharedHeapIsRefused() {
    RefCountProgram program = RefCountProgram.random(new Random(1), 1, 2, 5, 1);
    try (GilExecutor pool = Strategies.open(new CopyingStrategy(), StrategySettings.DEFAULTS)) {
      assertThatThrownBy(() -> program.runUnguarded(pool))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("copying");
    }
  }

  private static GilExecutor open(Trait... traits) {
    return Strategies.open(new PooledStrategy(traits), StrategySettings.DEFAULTS.workers(2));
  }
}
