package dev.gil.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import dev.gil.trace.Trace.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final long MS = 1_000_000;

  private static Span span(State state, long from, long to) {
    return new Span(state, "lock", from * MS, to * MS);
  }

  private static Trace trace(List<Lane> lanes, long from, long to, long dropped) {
    return new Trace(lanes, List.of(), from, to, dropped, CoreSource.none("not asked for"));
  }

  /** A holds while B waits; then B holds while A is blocked; then nobody; then A. */
  private static final Trace TURNS =
      trace(
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
            lock lock |AAAABBB  A| held  80%  3 turns
                  A A |####~~~  #| held  50%  longest wait 0.0 ms
             long B B | ...###   | held  30%  longest wait 6.0 ms
            no cores: not asked for
            # holds  . waits  ~ without the lock  = in a kernel;  20.0 ms across, 2.0 ms a column
            all threads: # 16.000000 ms  . 6.000000 ms  ~ 6.000000 ms  = 0.000000 ms
            """);
  }

  @Test
  void aColumnShowsTheStateInWhichMostOfItWasSpent() {
    Trace trace =
        trace(
            List.of(new Lane("A", 1, List.of(span(State.HOLD, 0, 6), span(State.WAIT, 6, 10)))),
            0,
            100 * MS,
            0);
    assertThat(trace.toText(10).lines().skip(1).findFirst().orElseThrow())
        .contains(" A |#         |");
  }

  @Test
  void aColumnSpentMostlyOutsideIsBlank() {
    Trace trace = trace(List.of(new Lane("A", 1, List.of(span(State.HOLD, 0, 4)))), 0, 100 * MS, 0);
    assertThat(trace.toText(10).lines().skip(1).findFirst().orElseThrow())
        .contains(" A |          |");
  }

  @Test
  void controlCharactersOfAThreadNameDoNotReachTheTerminal() {
    Trace trace = trace(List.of(new Lane("a\u001b[2J\r\nb", 1, List.of())), 0, MS, 0);
    assertThat(trace.toText(10)).startsWith("a?[2J??b A |").doesNotContain("\u001b", "\r");
  }

  @Test
  void aLongThreadNameIsCut() {
    Trace trace = trace(List.of(new Lane("n".repeat(80), 1, List.of())), 0, MS, 0);
    assertThat(trace.toText(10)).startsWith("n".repeat(23) + "+ A |");
  }

  @Test
  void forgottenSpansAreSaid() {
    assertThat(trace(List.of(), 0, MS, 7).toText(10)).contains("7 older spans dropped");
    assertThat(TURNS.toText(10)).doesNotContain("dropped");
  }

  @Test
  void aPictureHasTheWidthAskedFor() {
    for (int columns : new int[] {10, 33, 1_000}) {
      String row = TURNS.toText(columns).lines().skip(1).findFirst().orElseThrow();
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
    assertThat(trace(List.of(), 0, 0, 0).toText(10)).contains("0.0 ms across");
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
        trace(
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
        trace(
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
        trace(
            List.of(
                new Lane("A", 1, List.of(new Span(State.HOLD, "one", 0, 5))),
                new Lane("B", 2, List.of(new Span(State.HOLD, "other", 0, 5)))),
            0,
            5,
            0);
    assertThat(two.overlappingHolds()).isEqualTo(0);
  }

  @Test
  void locksOfDifferentProcessesDoNotOverlap() {
    Trace two =
        trace(
            List.of(
                new Lane("A", 1, "", List.of(span(State.HOLD, 0, 5))),
                new Lane("A", 1, "worker 1", List.of(span(State.HOLD, 0, 5)))),
            0,
            5 * MS,
            0);
    assertThat(two.overlappingHolds()).isEqualTo(0);
    assertThat(two.lockLanes()).extracting(LockLane::process).containsExactly("", "worker 1");
  }

  @Test
  void aLockLaneSaysWhoseTurnItWas() {
    LockLane lock = TURNS.lockLanes().getFirst();
    assertThat(lock.turns()).extracting(Turn::thread).containsExactly("A", "long B", "A");
    assertThat(lock.heldNanos()).isEqualTo(16 * MS);
    assertThat(lock.heldShare()).isEqualTo(0.8);
    assertThat(lock.gaps()).containsExactly(new LockLane.Gap(14 * MS, 18 * MS));
  }

  @Test
  void aLockThatWasOnlyWaitedForHasALane() {
    Trace waited = trace(List.of(new Lane("A", 1, List.of(span(State.WAIT, 1, 3)))), 0, 4 * MS, 0);
    LockLane lock = waited.lockLanes().getFirst();
    assertThat(lock.turns()).isEmpty();
    assertThat(lock.gaps()).containsExactly(new LockLane.Gap(0, 4 * MS));
  }

  private static Span on(int core, State state, long from, long to) {
    return new Span(state, "lock", from * MS, to * MS, core);
  }

  private static Trace onCores(Lane... lanes) {
    CoreSource source = new CoreSource(true, "a test", List.of(2, 0, 1));
    return new Trace(List.of(lanes), List.of(), 0, 10 * MS, 0, source);
  }

  @Test
  void aCoreLaneShowsWhatHeldOrRanAKernelThere() {
    Trace trace =
        onCores(
            new Lane("A", 1, List.of(on(1, State.HOLD, 0, 4), on(1, State.WAIT, 4, 10))),
            new Lane("B", 2, List.of(on(0, State.KERNEL, 2, 6), on(1, State.BLOCKED, 6, 7))));
    List<CoreLane> cores = trace.coreLanes();
    assertThat(cores).extracting(CoreLane::core).containsExactly(0, 1, 2);
    assertThat(cores.get(0).turns()).extracting(Turn::thread).containsExactly("B");
    assertThat(cores.get(1).turns()).extracting(Turn::thread).containsExactly("A");
    assertThat(cores).extracting(CoreLane::idleShare).containsExactly(0.6, 0.6, 1.0);
  }

  /** The span that ended later was elsewhere when the earlier one ended here. */
  @Test
  void turnsOnACoreDoNotOverlap() {
    Trace trace =
        onCores(
            new Lane("A", 1, List.of(on(0, State.KERNEL, 0, 5))),
            new Lane("B", 2, List.of(on(0, State.KERNEL, 2, 9))));
    CoreLane core = trace.coreLanes().getFirst();
    assertThat(core.turns()).extracting(Turn::from).containsExactly(0L, 5 * MS);
    assertThat(core.busyNanos()).isEqualTo(9 * MS);
  }

  @Test
  void aCoreIsNotCalledIdleWhereItIsNotKnownOfAllHoldsWhereTheyRan() {
    Trace trace =
        onCores(
            new Lane("A", 1, List.of(on(1, State.HOLD, 0, 4))),
            new Lane("B", 2, List.of(on(Trace.UNKNOWN_CORE, State.HOLD, 5, 6))));
    assertThat(trace.coreLanes()).isEmpty();
    assertThat(trace.toText(20)).contains("not known where they ran").doesNotContain("IDLE");
  }

  @Test
  void whereNoCoreIsKnownThereAreNoCoreLanes() {
    assertThat(TURNS.coreLanes()).isEmpty();
  }
}
