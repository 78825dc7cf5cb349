package dev.gil.workloads.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gil.advisor.Advice;
import dev.gil.advisor.Prediction;
import dev.gil.advisor.Prediction.Term;
import dev.gil.workloads.Workload.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private static final Map<String, Double> COMPUTING =
      Map.of("threads", 200.0, "processes", 100.0, "virtual", 210.0);
  private static final Map<String, Double> WAITING =
      Map.of("threads", 50.0, "processes", 75.0, "virtual", 51.0);

  @Test
  void regretIsWhatAChoiceLosesAgainstTheBest() {
    Mark mark = mark("threads", Kind.CPU, COMPUTING);
    assertThat(mark.best()).isEqualTo("processes");
    assertThat(mark.regret()).isEqualTo(1);
  }

  @Test
  void aChoiceThatCannotRunIsInvalid() {
    Scoreboard board = new Scoreboard(List.of(mark("free", Kind.CPU, COMPUTING)));
    assertThat(board.advisor().invalid()).isOne();
    assertThat(board.advisor().max()).isInfinite();
  }

  @Test
  void othersChooseByTheirRules() {
    Scoreboard board =
        new Scoreboard(
            List.of(
                mark("processes", Kind.CPU, COMPUTING),
                mark("threads", Kind.IO, WAITING),
                mark("threads", Kind.MIXED, WAITING)));
    assertThat(board.advisor().max()).isZero();
    assertThat(standing(board, "the three rows").regrets()).containsExactly(0.0, 0.0, 0.5);
    assertThat(standing(board, "always virtual").regrets().getFirst()).isCloseTo(1.1, within(1e-9));
    assertThat(standing(board, "at random").regrets()).hasSize(9);
    assertThat(board.closedGap()).isEqualTo(1);
  }

  @Test
  void theBestSingleStrategyIsOneThatRunsEverything() {
    Scoreboard board =
        new Scoreboard(
            List.of(
                mark("threads", Kind.CPU, Map.of("threads", 200.0, "free", 100.0)),
                mark("threads", Kind.CPU, Map.of("threads", 200.0))));
    assertThat(board.standings()).anyMatch(s -> s.name().startsWith("always threads (the best"));
  }

  @Test
  void whatIsNotScoredDoesNotCount() {
    Mark noisy =
        new Mark(
            "set", "id", "story", Kind.CPU, false, advice("threads"), 1, Map.of(), List.of("busy"));
    assertThat(new Scoreboard(List.of(noisy)).cases()).isZero();
  }

  @Test
  void aRangeHoldsWhatWasMeasuredOrDoesNot() {
    assertThat(new Scoreboard(List.of(mark("threads", Kind.CPU, COMPUTING))).coverage())
        .isEqualTo(0.5);
  }

  private static Standing standing(Scoreboard board, String name) {
    return board.standings().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static Mark mark(String chosen, Kind kind, Map<String, Double> truth) {
    return new Mark("set", "id", "story", kind, false, advice(chosen), 1, truth, List.of());
  }

  /** Predicts 100 ms of threads, wrongly, and of processes. */
  private static Advice advice(String chosen) {
    return new Advice(
        Optional.of(chosen),
        "take it",
        true,
        List.of(),
        Optional.empty(),
        OptionalInt.empty(),
        List.of(prediction("threads"), prediction("processes")),
        Map.of(),
        List.of(),
        Optional.of(chosen),
        List.of());
  }

  private static Prediction prediction(String id) {
    return new Prediction(id, 100, 90, 110, Map.of(Term.SERIAL, 100.0), 0);
  }
}
