package dev.gil.testkit;

import dev.gil.trace.Incident;
import dev.gil.trace.LockLane;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.State;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a {@link Trace} in the manner of AssertJ. A failure shows the trace as text.
 *
 * {@snippet :
 * TraceAssert.assertThat(recorder.trace()).hasNoOverlappingHolds().wasHeldInOrderBy("pdfium", "a", "b");
 * }
 *
 * <p>For one thread.
 */
public final class TraceAssert extends AbstractAssert<TraceAssert, Trace> {
  private static final int COLUMNS = 72;

  private TraceAssert(Trace actual) {
    super(actual, TraceAssert.class);
  }

  /**
   * Begins assertions.
   *
   * @param actual the trace
   * @return assertions on it
   */
  public static TraceAssert assertThat(Trace actual) {
    return new TraceAssert(actual);
  }

  private void require(boolean holds, String what) {
    isNotNull();
    if (!holds) {
      failWithMessage("%s%n%s", what, actual.toText(COLUMNS));
    }
  }

  /**
   * Requires that no lock had two holders at a time.
   *
   * @return this
   */
  public TraceAssert hasNoOverlappingHolds() {
    long nanos = actual.overlappingHolds();
    require(nanos == 0, "two threads held one lock at the same time, for " + nanos + " ns:");
    return this;
  }

  /**
   * Requires that no span was forgotten because a lane was full.
   *
   * @return this
   */
  public TraceAssert isComplete() {
    require(actual.dropped() == 0, actual.dropped() + " spans were forgotten:");
    return this;
  }

  /**
   * Requires that there was nothing to be told in words.
   *
   * @return this
   */
  public TraceAssert hasNoIncidents() {
    require(actual.incidents().isEmpty(), "incidents: " + actual.incidents());
    return this;
  }

  /**
   * Requires that something of a kind was told.
   *
   * @param kind of what
   * @return this
   */
  public TraceAssert hasIncident(Incident.Kind kind) {
    require(
        actual.incidents().stream().anyMatch(incident -> incident.kind() == kind),
        "no incident " + kind + " in " + actual.incidents());
    return this;
  }

  /**
   * Requires that a thread was in a state at some time.
   *
   * @param thread its name
   * @param state which
   * @return this
   */
  public TraceAssert wasIn(String thread, State state) {
    require(spans(thread, state) > 0, "\"" + thread + "\" never was in " + state + ":");
    return this;
  }

  /**
   * Requires that a thread never was in a state.
   *
   * @param thread its name; that of a lane of the trace
   * @param state which
   * @return this
   */
  public TraceAssert wasNeverIn(String thread, State state) {
    require(
        actual.lanes().stream().anyMatch(lane -> lane.thread().equals(thread)),
        "there is no lane of \"" + thread + "\":");
    require(spans(thread, state) == 0, "\"" + thread + "\" was in " + state + ":");
    return this;
  }

  private long spans(String thread, State state) {
    isNotNull();
    return actual.lanes().stream()
        .filter(lane -> lane.thread().equals(thread))
        .flatMap(lane -> lane.spans().stream())
        .filter(span -> span.state() == state)
        .count();
  }

  /**
   * Requires that a lock was held by these threads, one after the other. Holds of one thread that
   * follow each other count as one.
   *
   * @param lock its name
   * @param threads their names
   * @return this
   */
  public TraceAssert wasHeldInOrderBy(String lock, String... threads) {
    isNotNull();
    List<Trace.Turn> turns =
        actual.lockLanes().stream()
            .filter(lane -> lane.lock().equals(lock))
            .map(LockLane::turns)
            .flatMap(List::stream)
            .filter(turn -> turn.state() == State.HOLD)
            .toList();
    List<String> holders = Holders.of(turns);
    require(
        holders.equals(List.of(threads)),
        "\"" + lock + "\" was held by " + holders + ", not by " + List.of(threads) + ':');
    return this;
  }
}
