package dev.gil.testkit.explore;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;
import static dev.gil.testkit.explore.Interleavings.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A token is the execution it was made from, or nothing. */
class ReplayTest {
  private static Failure failure(Interleavings.Body body) {
    return Interleavings.of(body).executions(10_000).seed(3).run().failure().orElseThrow();
  }

  private static String token(Interleavings.Body body) {
    return failure(body).token().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Bugs.class)
  void aThousandReplaysTakeTheSameSteps(Bugs bug) {
    Failure first = failure(bug.wrong);
    String token = first.token().orElseThrow();
    Set<String> tables = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      tables.add(Interleavings.replay(token, bug.wrong).table());
    }
    assertThat(tables).containsExactly(first.table());
  }

  @Test
  void aSeedLeadsToTheSameToken() {
    for (Bugs bug : Bugs.values()) {
      assertThat(token(bug.wrong)).isEqualTo(token(bug.wrong));
    }
  }

  @Test
  void aTokenOfCodeThatWasMendedIsStale() {
    String token = token(Bugs.LOST_UPDATE.wrong);
    assertThatThrownBy(() -> Interleavings.replay(token, Bugs.LOST_UPDATE.right))
        .isInstanceOf(StaleTokenException.class)
        .hasMessageContaining("stale");
  }

  @Test
  void aTokenOfCodeThatFailsAlikeAfterOtherStepsIsStale() {
    String token = token(() -> fails(1));
    assertThatThrownBy(() -> Interleavings.replay(token, () -> fails(2)))
        .isInstanceOf(StaleTokenException.class)
        .hasMessageContaining("after other steps");
  }

  private static void fails(int points) {
    join(
        fork(
            () -> {
              for (int i = 0; i < points; i++) {
                point();
              }
            }));
    throw new IllegalStateException("always");
  }

  @Test
  void aTokenWithMoreDecisionsThanTheBodyTakesIsStale() {
    String[] parts = token(Bugs.LOST_UPDATE.wrong).split(":", -1);
    parts[2] = "999.1";
    assertThatThrownBy(() -> Interleavings.replay(String.join(":", parts), Bugs.LOST_UPDATE.wrong))
        .isInstanceOf(StaleTokenException.class)
        .hasMessageContaining("fewer decisions");
  }

  @Test
  void aTokenOfAnotherVersionIsStale() {
    assertThatThrownBy(() -> Interleavings.replay("gil0:pct:7f3a", Bugs.LOST_UPDATE.wrong))
        .isInstanceOf(StaleTokenException.class)
        .hasMessageContaining("another version");
  }

  @Test
  void aTokenThatLostItsEndIsStale() {
    String token = token(Bugs.LOST_UPDATE.wrong);
    assertThatThrownBy(() -> Interleavings.replay(token.substring(0, 12), Bugs.LOST_UPDATE.wrong))
        .isInstanceOf(StaleTokenException.class);
  }
}
