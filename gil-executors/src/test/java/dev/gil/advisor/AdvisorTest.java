package dev.gil.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdvisorTest {
  /** Whatever the machine is busy with: an answer, or none with the reason. */
  @Test
  void anAnswerOrTheReasonForNoneIsGiven() throws Exception {
    Task<Integer> task = _ -> 1;
    Advice advice = Advisor.advise(Batch.of(task, 16), Facts.UNKNOWN.threadSafe(true));
    assertThat(advice.best().isPresent()).isEqualTo(advice.isJudged());
    if (!advice.isJudged()) {
      assertThat(advice.noise()).isNotEmpty();
      assertThat(advice.sentence()).isEqualTo("not judged: " + String.join("; ", advice.noise()));
    }
  }

  @Test
  void aBusyMachineIsNotJudged() {
    Profile busy =
        new Profile(
            "made up",
            1,
            new Cores(2, 1.2),
            List.of(Profiles.computing(1)),
            load(0),
            load(0),
            Optional.empty(),
            Profiles.LIGHT,
            0,
            1);
    assertThat(busy.noise()).containsExactly("1.20 of 2 cores were free");
    assertThat(Advice.notJudged(busy.noise(), Optional.of(busy)).best()).isEmpty();
  }

  @Test
  void aThreadThatHadToWaitForAProcessorWasNotAlone() {
    Profile busy =
        new Profile(
            "made up",
            1,
            Profiles.FREE,
            List.of(Profiles.computing(1)),
            load(0.5),
            load(0),
            Optional.empty(),
            Profiles.LIGHT,
            0,
            1);
    assertThat(busy.noise())
        .containsExactly("33 % of a single thread's time it waited for a processor");
  }

  private static Load load(double runQueueMs) {
    return new Load(1, 1, 1, 1, 0, runQueueMs, 0, 0, 0, 0, 0);
  }

  @Test
  void noLockIsSimplerThanALockAndThatThanProcesses() {
    assertThat(Advisor.compareSimplicity("free", "threads")).isNegative();
    assertThat(Advisor.compareSimplicity("threads", "processes")).isNegative();
    assertThat(Advisor.compareSimplicity("somebody-elses", "threads")).isPositive();
    assertThat(Advisor.compareSimplicity("somebody-elses", "processes")).isNegative();
  }

  @Test
  void badBatchesAreRefused() {
    Task<Integer> task = _ -> 1;
    assertThatThrownBy(() -> Batch.of(task, 0)).hasMessage("a batch of 0 tasks");
    assertThatThrownBy(() -> Batch.of(task, 1).atOnce(0))
        .hasMessage("atOnce 0 is outside 1 to 1024");
    assertThatThrownBy(() -> Facts.UNKNOWN.memoryLimit(0)).hasMessageContaining("0 bytes");
  }
}
