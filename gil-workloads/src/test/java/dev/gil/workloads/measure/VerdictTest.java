package dev.gil.workloads.measure;

import static dev.gil.workloads.measure.Samples.FREE;
import static dev.gil.workloads.measure.Samples.outcome;
import static dev.gil.workloads.measure.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Row SINGLE = row("single", 200, 201, 202);
  private static final Row THREADS = row("threads", 200, 202, 203);
  private static final Row FREE_ROW = row("free", 100, 101, 102);

  @Test
  void whereCodeWithoutALockWinsGilIsNotNeeded() {
    Verdict verdict = Verdict.of(outcome(FREE, SINGLE, THREADS, FREE_ROW));
    assertThat(verdict.best()).contains("free");
    assertThat(verdict.because())
        .contains("1.99x", "you do not need gil", "threads share one lock and gain nothing");
  }

  @Test
  void amongEquallyFastOnesTheSimplerIsTaken() {
    Row threads = row("threads", 199, 200, 201);
    assertThat(Verdict.of(outcome(FREE, SINGLE, threads)).best()).contains("single");
  }

  @Test
  void aDifferenceWithinChanceIsCalledSo() {
    assertThat(Verdict.of(outcome(FREE, SINGLE, THREADS)).because())
        .contains("nothing was faster than single", "threads", "(n.s.)");
  }

  @Test
  void aBusyMachineGetsNoVerdict() {
    Verdict verdict = Verdict.of(outcome(new Machine(2, 1.2), SINGLE, FREE_ROW));
    assertThat(verdict.best()).isEmpty();
    assertThat(verdict.because()).isEqualTo("not judged: 1.20 of 2 cores were free");
  }

  @Test
  void withoutTheBaselineNoSpeedUpIsClaimed() {
    assertThat(Verdict.of(outcome(FREE, FREE_ROW)).because())
        .startsWith("free took 101.0 ms;")
        .doesNotContain("NaN");
  }

  @Test
  void workloadsThatDifferHaveNoBestTogether() {
    Verdict one = Verdict.of(outcome(FREE, SINGLE, FREE_ROW));
    Verdict other = Verdict.of(outcome(FREE, SINGLE, THREADS));
    assertThat(Verdict.of(List.of(one, other)).best()).isEmpty();
    assertThat(Verdict.of(List.of(one, one)).best()).contains("free");
  }
}
