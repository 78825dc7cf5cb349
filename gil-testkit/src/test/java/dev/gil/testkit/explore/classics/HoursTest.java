package dev.gil.testkit.explore.classics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.testkit.explore.Exploration;
import dev.gil.testkit.explore.Failure;
import dev.gil.testkit.explore.FailureKind;
import dev.gil.testkit.explore.Interleavings;
import org.junit.jupiter.api.Test;

class HoursTest {
  @Test
  void hoursOfWovenSleepAndTimedWaitsPassInVirtualTime() {
    Interleavings.of(Hours::sleeps).weave().executions(20).seed(1).run().check();
  }

  @Test
  void anHourOfTimedWaitsInsideTheJdkPassesInVirtualTime() {
    Exploration explored =
        Interleavings.of(Hours::waitsInsideTheJdk).weave().executions(20).seed(1).run().check();
    assertThat(explored.controlReport()).contains("take virtual time");
    assertThat(explored.uncontrolled()).isEmpty();
  }

  @Test
  void aFutureTimesOutInVirtualTime() {
    Interleavings.of(Hours::timesOut).weave().executions(20).seed(1).run().check();
  }

  @Test
  void whatIsDrawnByChanceIsTheSameEachTime() {
    Interleavings woven = woven(FailureKind.EXCEPTION);
    Failure found = woven.seed(1).run().failure().orElseThrow();
    Failure other = woven.seed(2).run().failure().orElseThrow();
    assertThat(other.message()).isEqualTo(found.message());
  }

  private static Interleavings woven(FailureKind kind) {
    return Interleavings.of(Hours::draws).weave().detect(kind).executions(500);
  }

  @Test
  void anExitIsAFailureThatNamesTheCall() {
    Exploration explored = Interleavings.of(Hours::exits).weave().executions(1).run();
    assertThat(explored.failure().orElseThrow().kind()).isEqualTo(FailureKind.EXIT);
    assertThat(explored.failure().orElseThrow().message())
        .contains("System.exit(3) at Hours.exits");
  }

  @Test
  void aLoopThatNeverEndsIsALivelock() {
    Exploration explored = Interleavings.of(Hours::spinsForever).weave().executions(1).run();
    assertThat(explored.failure().orElseThrow().kind()).isEqualTo(FailureKind.LIVELOCK);
  }

  @Test
  void tenThousandThreadsThatNobodyJoinsAreLeaked() {
    Exploration explored =
        Interleavings.of(Hours::startsTenThousandThreads)
            .weave()
            .steps(100_000)
            .detect(FailureKind.LEAKED_THREAD)
            .executions(1)
            .run();
    assertThat(explored.failure().orElseThrow().kind()).isEqualTo(FailureKind.LEAKED_THREAD);
  }

  @Test
  void aParallelStreamIsNamedInTheControlReport() {
    Exploration explored = Interleavings.of(Hours::streamsInParallel).weave().executions(5).run();
    assertThat(explored.failure()).isEmpty();
    assertThat(explored.controlReport()).contains("parallel stream at Hours.streamsInParallel");
  }

  @Test
  void aParallelStreamOfNumbersIsNamedToo() {
    Exploration explored = Interleavings.of(Hours::countsInParallel).weave().executions(5).run();
    assertThat(explored.failure()).isEmpty();
    assertThat(explored.controlReport()).contains("parallel stream at Hours.countsInParallel");
  }

  @Test
  void whatEndsWithTheJvmIsNoLeak() {
    Interleavings.of(Hours::leavesWhatEndsWithTheJvm).weave().executions(50).run().check();
  }

  @Test
  void aBodyThatUsesWhatIsNotWovenIsRefusedWithTheRemedy() {
    Outside outside = new Outside();
    assertThatThrownBy(() -> Interleavings.of(() -> outside.touch()).weave().run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("made outside of it")
        .hasMessageContaining("make it inside the body");
  }

  private static final class Outside {
    void touch() {}
  }
}
