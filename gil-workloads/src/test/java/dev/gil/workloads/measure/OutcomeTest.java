package dev.gil.workloads.measure;

import static dev.gil.workloads.measure.Samples.FREE;
import static dev.gil.workloads.measure.Samples.outcome;
import static dev.gil.workloads.measure.Samples.row;
import static dev.gil.workloads.measure.Samples.switching;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void speedUpsAreMediansAgainstSingle() {
    Row threads = row("threads", 50, 400, 100);
    Outcome outcome = outcome(FREE, row("single", 100, 300, 200), threads);
    assertThat(outcome.speedUp(threads)).isEqualTo(2);
  }

  @Test
  void withoutSingleThereIsNoSpeedUp() {
    Row threads = row("threads", 1);
    assertThat(outcome(FREE, threads).speedUp(threads)).isNaN();
  }

  @Test
  void aHandOffCostsWhatTheProcessorDidBeyondSingle() {
    Row threads = switching("threads", 500, 130, 20_000);
    Outcome outcome = outcome(FREE, switching("single", 100, 90, 0), threads);
    assertThat(outcome.cpuMicrosPerHandOff(threads)).isEqualTo(2);
    assertThat(threads.handOffsPerSecond()).isEqualTo(40_000);
  }

  @Test
  void withoutHandOffsOrSingleNobodySaysWhatOneCosts() {
    Row none = switching("threads", 100, 100, 0);
    Row some = switching("threads", 100, 100, 1);
    assertThat(outcome(FREE, row("single", 100), none).cpuMicrosPerHandOff(none)).isNaN();
    assertThat(outcome(FREE, some).cpuMicrosPerHandOff(some)).isNaN();
  }

  @Test
  void aQuietMachineIsJudged() {
    assertThat(outcome(FREE, row("single", 100, 101, 102)).noise()).isEmpty();
  }

  @Test
  void moreCoresThanThereAreMeanThatTheCalibrationWasDisturbed() {
    assertThat(outcome(new Machine(2, 2.3), row("single", 100)).noise())
        .containsExactly("2.30 of 2 cores were free");
  }

  @Test
  void wideRunsAreNotJudged() {
    assertThat(outcome(FREE, row("single", 100, 150, 200)).noise())
        .containsExactly("the runs of single spread over 33 %");
  }

  @Test
  void aCeilingBelowItsShareOfTheCoresIsNotJudged() {
    Plan plan = Samples.plan(2 * Runtime.getRuntime().availableProcessors(), 1_024, "single");
    Row single = row("single", 100);
    List<Row> low = List.of(row("one", 100), row("many", 100 / (0.92 * plan.ideal())));
    List<Row> enough = List.of(row("one", 100), row("many", 100 / (0.93 * plan.ideal())));
    assertThat(new Outcome(plan, FREE, List.of(single), low).noise())
        .singleElement()
        .asString()
        .contains("threads without gil were");
    assertThat(new Outcome(plan, FREE, List.of(single), enough).noise()).isEmpty();
  }

  @Test
  void tasksThatDoNotDivideEvenlyLowerTheIdeal() {
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(Samples.plan(cores, cores).ideal()).isEqualTo(cores);
    assertThat(Samples.plan(cores + 1, cores).ideal()).isEqualTo((cores + 1) / 2.0);
    assertThat(Samples.plan(1, 8).ideal()).isEqualTo(1);
  }
}
