package dev.gil.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.advisor.Profile.Travel;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final Facts SAFE = Facts.UNKNOWN.threadSafe(true);

  @Test
  void nothingIsRuledOutOfHarmlessCodeThatIsThreadSafe() {
    assertThat(left(SAFE)).contains("free", "single", "threads", "processes", "eventloop");
  }

  @Test
  void codeThatIsNotThreadSafeIsNotRunWithoutALock() {
    assertThat(left(Facts.UNKNOWN.threadSafe(false)))
        .contains("threads", "processes", "eventloop")
        .doesNotContain("free");
  }

  @Test
  void codeThatNobodyCalledThreadSafeIsNotEither() {
    assertThat(left(Facts.UNKNOWN)).doesNotContain("free");
    assertThat(against("free", Facts.UNKNOWN)).hasValue("nobody said that the code is thread-safe");
  }

  @Test
  void whatNeedsOneThreadGetsOne() {
    assertThat(left(SAFE.onSameThread())).containsExactlyInAnyOrder("single", "eventloop");
  }

  @Test
  void whatMustBeInOrderIs() {
    assertThat(left(SAFE.begunInOrder())).containsExactlyInAnyOrder("single", "eventloop");
  }

  @Test
  void whatMayCrashOrHangIsRunInWorkers() {
    assertThat(left(SAFE.crashing())).containsExactly("processes");
    assertThat(left(SAFE.hanging())).containsExactly("processes");
  }

  @Test
  void whatSharesStateStaysHere() {
    assertThat(left(SAFE.sharingState())).contains("free", "threads").doesNotContain("processes");
  }

  @Test
  void workersThatDoNotFitAreNotStarted() {
    assertThat(against("processes", SAFE.memoryLimit(1_000_000)).orElseThrow())
        .contains("before any task, more than the limit of 1.0 MB");
    assertThat(against("processes", SAFE.memoryLimit(10_000_000_000L))).isEmpty();
  }

  @Test
  void whatCannotTravelStaysAndTheFieldIsNamed() {
    Travel refused = Travel.refused("task -> Page.socket");
    assertThat(Rules.against(ModelTest.candidate("processes", false), SAFE, refused, 2))
        .hasValue("its tasks must travel: task -> Page.socket");
    assertThat(Rules.against(ModelTest.candidate("threads", false), SAFE, refused, 2)).isEmpty();
  }

  @Test
  void strategiesOfStrangersAreJudgedByTheirTraits() {
    Candidate grid =
        Candidate.of(
            stranger(Trait.PARALLEL_CPU, Trait.DISTRIBUTED, Trait.NEEDS_SERIALIZABLE), false);
    assertThat(grid.kind()).isEqualTo(Kind.WORKERS);
    assertThat(Rules.against(grid, SAFE.sharingState(), null, 2)).isPresent();
    Candidate pool = Candidate.of(stranger(Trait.PARALLEL_CPU, Trait.SHARES_HEAP), false);
    assertThat(Rules.against(pool, Facts.UNKNOWN, null, 2)).isPresent();
  }

  @Test
  void aStrategyThatIsNotHereIsRuledOut() {
    ParallelismStrategy absent =
        new Stranger(Set.of(Trait.SHARES_HEAP, Trait.ONE_AT_A_TIME), Optional.of("needs a moon"));
    assertThat(Rules.against(Candidate.of(absent, false), SAFE, null, 2))
        .hasValue("cannot run here: needs a moon");
  }

  private static Optional<String> against(String id, Facts facts) {
    return Rules.against(ModelTest.candidate(id, false), facts, null, 2);
  }

  private static List<String> left(Facts facts) {
    return Strategies.list().stream()
        .filter(strategy -> strategy.unavailable().isEmpty())
        .map(strategy -> Candidate.of(strategy, false))
        .filter(candidate -> Rules.against(candidate, facts, null, 2).isEmpty())
        .map(Candidate::id)
        .toList();
  }

  private static ParallelismStrategy stranger(Trait... traits) {
    return new Stranger(Set.of(traits), Optional.empty());
  }

  private record Stranger(Set<Trait> traits, Optional<String> unavailable)
      implements ParallelismStrategy {
    @Override
    public String id() {
      return "stranger";
    }

    @Override
    public Runner open(StrategySettings settings) {
      throw new AssertionError("nobody is to open it");
    }
  }
}
