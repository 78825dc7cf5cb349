package dev.gil.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final long MS = 1_000_000;

  private static Span span(State state, long from, long to) {
    return new Span(state, "lock", from * MS, to * MS);
  }

  /** A holds while B waits; then B holds while A is blocked; then nobody; then A. */
  private static final Trace TURNS =
      new Trace(
          List.of(
              new Lane(
                  "A",
                  1,
                  List.of(
                      span(State.HOLD, 0, 8),
                      span(State.BLOCKED, 8, 14),
                      span(State.HOLD, 18, 20))),
              new Lane("long B", 2, List.of(span(State.WAIT, 2, 8), span(State.HOLD, 8, 14)))),
          0,
          20 * MS,
          0);

  @Test
  void thePictureIsExact() {
    assertThat(TURNS.toText(10))
        .isEqualTo(
            """
                 A |####~~~  #| held  50%  longest wait 0.0 ms
            long B | ...###   | held  30%  longest wait 6.0 ms
            # holds  . waits  ~ without the lock;  20.0 ms across, 2.0 ms a column
            """);
  }

  @Test
  void aColumnShowsTheStateInWhichMostOfItWasSpent() {
    Trace trace =
        new Trace(
            List.of(new Lane("A", 1, List.of(span(State.HOLD, 0, 6), span(State.WAIT, 6, 10)))),
            0,
            100 * MS,
            0);
    assertThat(trace.toText(10).lines().findFirst().orElseThrow()).startsWith("A |#         |");
  }

  @Test
  void aColumnSpentMostlyOutsideIsBlank() {
    Trace trace =
        new Trace(List.of(new Lane("A", 1, List.of(span(State.HOLD, 0, 4)))), 0, 100 * MS, 0);
    assertThat(trace.toText(10).lines().findFirst().orElseThrow()).startsWith("A |          |");
  }

  @Test
  void controlCharactersOfAThreadNameDoNotReachTheTerminal() {
    Trace trace = new Trace(List.of(new Lane("a\u001b[2J\r\nb", 1, List.of())), 0, MS, 0);
    assertThat(trace.toText(10)).startsWith("a?[2J??b |").doesNotContain("\u001b", "\r");
  }

  @Test
  void aLongThreadNameIsCut() {
    Trace trace = new Trace(List.of(new Lane("n".repeat(80), 1, List.of())), 0, MS, 0);
    assertThat(trace.toText(10)).startsWith("n".repeat(23) + "+ |");
  }

  @Test
  void forgottenSpansAreSaid() {
    assertThat(new Trace(List.of(), 0, MS, 7).toText(10)).contains("7 older spans dropped");
    assertThat(TURNS.toText(10)).doesNotContain("dropped");
  }

  @Test
  void aPictureHasTheWidthAskedFor() {
    for (int columns : new int[] {10, 33, 1_000}) {
      String row = TURNS.toText(columns).lines().findFirst().orElseThrow();
      assertThat(row.lastIndexOf('|') - row.indexOf('|')).isEqualTo(columns + 1);
    }
  }

  @Test
  void aWidthOutOfRangeIsRefused() {
    assertThatThrownBy(() -> TURNS.toText(9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TURNS.toText(1_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1001");
  }

  @Test
  void anEmptyTraceHasAPicture() {
    assertThat(new Trace(List.of(), 0, 0, 0).toText(10)).contains("0.0 ms across");
  }

  @Test
  void aLaneSumsEachState() {
    Lane a = TURNS.lanes().get(0);
    assertThat(a.nanos(State.HOLD)).isEqualTo(10 * MS);
    assertThat(a.nanos(State.BLOCKED)).isEqualTo(6 * MS);
    assertThat(a.nanos(State.WAIT)).isEqualTo(0);
    assertThat(a.longest(State.HOLD)).isEqualTo(8 * MS);
    assertThat(a.longest(State.WAIT)).isEqualTo(0);
  }

  @Test
  void aTraceSumsItsLanes() {
    assertThat(TURNS.nanos()).isEqualTo(20 * MS);
    assertThat(TURNS.nanos(State.HOLD)).isEqualTo(16 * MS);
    assertThat(TURNS.nanos(State.WAIT)).isEqualTo(6 * MS);
  }

  @Test
  void holdsThatTouchDoNotOverlap() {
    assertThat(TURNS.overlappingHolds()).isEqualTo(0);
  }

  @Test
  void holdsAtTheSameTimeOverlap() {
    Trace broken =
        new Trace(
            List.of(
                new Lane("A", 1, List.of(span(State.HOLD, 0, 5))),
                new Lane("B", 2, List.of(span(State.HOLD, 3, 9)))),
            0,
            9 * MS,
            0);
    assertThat(broken.overlappingHolds()).isEqualTo(2 * MS);
  }

  /** One long hold that contains two others overlaps with both, not with its neighbour alone. */
  @Test
  void aHoldThatContainsSeveralOverlapsWithEach() {
    Trace broken =
        new Trace(
            List.of(
                new Lane("A", 1, List.of(span(State.HOLD, 0, 10))),
                new Lane("B", 2, List.of(span(State.HOLD, 1, 2), span(State.HOLD, 5, 7)))),
            0,
            10 * MS,
            0);
    assertThat(broken.overlappingHolds()).isEqualTo(3 * MS);
  }

  @Test
  void holdsOfDifferentLocksDoNotOverlap() {
    Trace two =
        new Trace(
            List.of(
                new Lane("A", 1, List.of(new Span(State.HOLD, "one", 0, 5))),
                new Lane("B", 2, List.of(new Span(State.HOLD, "other", 0, 5)))),
            0,
            5,
            0);
    assertThat(two.overlappingHolds()).isEqualTo(0);
  }
}
