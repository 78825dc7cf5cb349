package dev.gil.testkit.explore.classics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.testkit.explore.Exploration;
import dev.gil.testkit.explore.Explorer;
import dev.gil.testkit.explore.Failure;
import dev.gil.testkit.explore.Interleavings;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A class of the JDK has points inside, and what is wrong with it is found. */
class LinkedDequeTest {
  private static Interleavings inside() {
    return Interleavings.of(LinkedDeque::broken)
        .weave()
        .weaveInside(ConcurrentLinkedDeque.class)
        .detect(ClassicBugsTest.ALL_BUT_RACES)
        .executions(10_000)
        .seed(1);
  }

  @ParameterizedTest
  @EnumSource(Explorer.class)
  void pollFirstTakesWhatIsNotTheFirstAnyMore(Explorer explorer) {
    Failure found = inside().explorer(explorer).run().failure().orElseThrow();
    assertThat(found.preemptions()).isEqualTo(1);
    assertThat(found.message())
        .contains("No order of these calls explains their results")
        .contains("POLL_FIRST -> 2")
        .contains("PEEK_LAST -> 2");
    assertThat(found.table()).contains("ConcurrentLinkedDeque.pollFirst:");
    assertThat(found.toString()).contains(".weaveInside(ConcurrentLinkedDeque.class).replay(\"");
    assertThat(inside().replay(found.token().orElseThrow()).table()).isEqualTo(found.table());
  }

  @Test
  void aDequeWithALockHasAnOrderInEachScheduleOfTwoPreemptions() {
    Exploration explored =
        Interleavings.of(LinkedDeque::correct)
            .weave()
            .weaveInside(LinkedBlockingDeque.class)
            .detect(ClassicBugsTest.ALL_BUT_RACES)
            .explorer(Explorer.BOUNDED)
            .executions(100_000)
            .run();
    assertThat(explored.failure()).as("%s", explored).isEmpty();
    assertThat(explored.exhaustedPreemptions()).hasValue(2);
    assertThat(explored.controlReport())
        .contains("points inside java.util.concurrent.LinkedBlockingDeque");
  }

  @Test
  void withoutPointsInsideItsCallsAreOneStep() {
    Exploration explored =
        Interleavings.of(LinkedDeque::broken)
            .weave()
            .explorer(Explorer.BOUNDED)
            .executions(100_000)
            .run();
    assertThat(explored.failure()).as("%s", explored).isEmpty();
  }

  @Test
  void pointsGoInsideClassesOfThatPackageOnly() {
    assertThatThrownBy(
            () -> Interleavings.of(LinkedDeque::broken).weave().weaveInside(ArrayList.class).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.util.ArrayList is not of java.util.concurrent");
  }

  @Test
  void pointsInsideAreForWovenCode() {
    assertThatThrownBy(
            () ->
                Interleavings.of(LinkedDeque::broken)
                    .weaveInside(ConcurrentLinkedDeque.class)
                    .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call weave() too");
  }
}
