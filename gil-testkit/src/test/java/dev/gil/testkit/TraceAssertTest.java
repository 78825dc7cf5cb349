package dev.gil.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.trace.CoreSource;
import dev.gil.trace.Incident;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TraceAssertTest {
  private static final Incident STARVED =
      new Incident(Incident.Kind.STARVED, "", "b", 4, 5, "b let others starve");

  private static Trace trace(long dropped, List<Incident> incidents, Span... spansOfB) {
    Lane a =
        new Lane(
            "a",
            1,
            List.of(
                new Span(State.HOLD, "lock", 0, 2),
                new Span(State.BLOCKED, "lock", 2, 6),
                new Span(State.HOLD, "lock", 6, 8)));
    return new Trace(
        List.of(a, new Lane("b", 2, List.of(spansOfB))),
        incidents,
        0,
        8,
        dropped,
        CoreSource.none("made by hand"));
  }

  private static final Trace FINE = trace(0, List.of(), new Span(State.HOLD, "lock", 3, 5));

  private static void assertFails(ThrowingCallable assertion, String message) {
    assertThatThrownBy(assertion)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("lock");
  }

  @Test
  void whatIsSoPasses() {
    TraceAssert.assertThat(FINE)
        .hasNoOverlappingHolds()
        .isComplete()
        .hasNoIncidents()
        .wasIn("a", State.BLOCKED)
        .wasNeverIn("b", State.BLOCKED)
        .wasHeldInOrderBy("lock", "a", "b", "a");
  }

  @Test
  void twoHoldersAtATimeFail() {
    Trace broken = trace(0, List.of(), new Span(State.HOLD, "lock", 1, 5));
    assertFails(
        () -> TraceAssert.assertThat(broken).hasNoOverlappingHolds(),
        "two threads held one lock at the same time, for 1 ns");
  }

  @Test
  void forgottenSpansFail() {
    assertFails(
        () -> TraceAssert.assertThat(trace(3, List.of())).isComplete(), "3 spans were forgotten");
  }

  @Test
  void incidentsAreToldApart() {
    Trace starved = trace(0, List.of(STARVED));
    TraceAssert.assertThat(starved).hasIncident(Incident.Kind.STARVED);
    assertFails(() -> TraceAssert.assertThat(starved).hasNoIncidents(), "incidents: ");
    assertFails(
        () -> TraceAssert.assertThat(starved).hasIncident(Incident.Kind.WORKER_DIED),
        "no incident WORKER_DIED");
  }

  @Test
  void aStateThatWasOrWasNotFails() {
    assertFails(
        () -> TraceAssert.assertThat(FINE).wasIn("b", State.KERNEL), "\"b\" never was in KERNEL");
    assertFails(
        () -> TraceAssert.assertThat(FINE).wasNeverIn("a", State.HOLD), "\"a\" was in HOLD");
    assertFails(
        () -> TraceAssert.assertThat(FINE).wasNeverIn("c", State.HOLD),
        "there is no lane of \"c\"");
  }

  @Test
  void anotherOrderFails() {
    assertFails(
        () -> TraceAssert.assertThat(FINE).wasHeldInOrderBy("lock", "b", "a"),
        "\"lock\" was held by [a, b, a], not by [b, a]");
  }
}
