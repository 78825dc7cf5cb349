package dev.gil.advisor;

import static dev.gil.advisor.Profiles.LIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gil.advisor.Prediction.Term;
import dev.gil.advisor.Profile.Piece;
import dev.gil.advisor.Profile.Travel;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final Profile COMPUTING = Profiles.of(16, Profiles.computing(10), LIGHT);
  private static final Profile WAITING = Profiles.of(16, Profiles.waiting(0.1, 10), LIGHT);

  @Test
  void underOneLockComputingIsOneAtATime() {
    Prediction threads = predict("threads", COMPUTING, 2);
    assertThat(threads.ms()).isCloseTo(160, within(1.0));
    assertThat(threads.largest()).isEqualTo(Term.SERIAL);
  }

  @Test
  void withoutALockComputingIsSideBySide() {
    Prediction free = predict("free", COMPUTING, 2);
    assertThat(free.ms()).isCloseTo(80, within(1.0));
    assertThat(free.largest()).isEqualTo(Term.COMPUTING);
  }

  @Test
  void waitingWithoutTheLockOverlaps() {
    assertThat(predict("threads", WAITING, 16).ms()).isBetween(10.0, 13.0);
    assertThat(predict("single", WAITING, 16).ms()).isCloseTo(161.6, within(1.0));
  }

  @Test
  void waitingWithTheLockOverlapsOnlyWhereWaitingDropsIt() {
    Profile locked = Profiles.of(16, Profiles.waitingWithTheLock(0.1, 10), LIGHT);
    assertThat(predict("threads", locked, 16).ms()).isGreaterThan(160);
    assertThat(predict("virtual", locked, 16).ms()).isBetween(10.0, 13.0);
  }

  @Test
  void kernelsRunSideBySideUnderOneLock() {
    Profile kernels = Profiles.of(16, Profiles.inKernels(1, 9), LIGHT);
    assertThat(predict("kernels", kernels, 2).ms()).isBetween(80.0, 96.0);
  }

  @Test
  void processesPayForBytes() {
    Travel heavy = new Travel(Optional.empty(), 8_000_000, 4, 4, 8, 0.01, 0.01);
    Prediction light = predict("processes", COMPUTING, 2);
    Prediction laden = predict("processes", Profiles.of(16, Profiles.computing(10), heavy), 2);
    assertThat(light.ms()).isBetween(80.0, 110.0);
    assertThat(laden.ms() - light.ms()).isGreaterThan(60);
    assertThat(laden.terms().get(Term.SERIALIZING)).isGreaterThan(60);
  }

  @Test
  void aLongTaskAtTheEndIsWaitedFor() {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      pieces.add(Profiles.computing(1));
    }
    pieces.add(Profiles.computing(20));
    Prediction free = predict("free", Profiles.of(pieces, LIGHT, Optional.empty()), 2);
    assertThat(free.ms()).isBetween(23.0, 25.0);
  }

  @Test
  void aHiddenLockShowsInWhatThreadsTakeTogether() {
    List<Piece> pieces = COMPUTING.pieces();
    Profile hiding = Profiles.of(pieces, LIGHT, Optional.of(Profiles.load(2, pieces, 152)));
    Prediction free = predict("free", hiding, 2);
    assertThat(free.ms()).isCloseTo(152, within(1.0));
    assertThat(free.terms().get(Term.CONTENTION)).isCloseTo(72, within(1.0));
    assertThat(predict("processes", hiding, 2).ms()).isLessThan(free.ms());
  }

  @Test
  void anEventLoopOverlapsWhatReturnsStages() {
    assertThat(new Model(WAITING, 16).predict(candidate("eventloop", true)).ms())
        .isBetween(10.0, 13.0);
    assertThat(predict("eventloop", WAITING, 16).ms()).isGreaterThan(160);
  }

  @Test
  void termsAddUpAndTheRangeHoldsTheTime() {
    for (ParallelismStrategy strategy : Strategies.list()) {
      Prediction made = predict(strategy.id(), WAITING, 16);
      assertThat(made.terms().values().stream().mapToDouble(ms -> ms).sum())
          .as(strategy.id())
          .isCloseTo(made.ms(), within(1e-9));
      assertThat(made.lowMs()).isLessThan(made.ms());
      assertThat(made.highMs()).isGreaterThan(made.ms());
    }
  }

  @Test
  void anUnsteadyMeasurementMakesTheRangeWider() {
    Profile unsteady =
        new Profile(
            "made up",
            16,
            Profiles.FREE,
            COMPUTING.pieces(),
            COMPUTING.alone(),
            COMPUTING.together(),
            Optional.empty(),
            LIGHT,
            0.5,
            1);
    assertThat(predict("single", unsteady, 2).highMs())
        .isGreaterThan(predict("single", COMPUTING, 2).highMs());
  }

  private static Prediction predict(String id, Profile profile, int atOnce) {
    return new Model(profile, atOnce).predict(candidate(id, false));
  }

  static Candidate candidate(String id, boolean async) {
    return Strategies.list().stream()
        .filter(strategy -> strategy.id().equals(id))
        .map(strategy -> Candidate.of(strategy, async))
        .findFirst()
        .orElseThrow();
  }
}
