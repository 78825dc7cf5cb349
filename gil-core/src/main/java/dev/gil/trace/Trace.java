package dev.gil.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a {@link TraceRecorder} recorded: spans, lane by lane. Immutable.
 *
 * @param lanes one a thread, in the order in which the threads were first seen
 * @param from the earliest instant, of {@link System#nanoTime()}
 * @param to the latest
 * @param dropped how many of the oldest spans were forgotten because a lane was full
 */
public record Trace(List<Lane> lanes, long from, long to, long dropped) {
  /** What a thread was doing. */
  public enum State {
    /** It had the lock. */
    HOLD('#'),
    /** It waited for the lock. */
    WAIT('.'),
    /** It had given the lock up and ran, or was blocked, without it. */
    BLOCKED('~');

    private final char symbol;

    State(char symbol) {
      this.symbol = symbol;
    }

    /**
     * How text shows it.
     *
     * @return one ASCII character
     */
    public char symbol() {
      return symbol;
    }
  }

  /**
   * One stretch of one thread.
   *
   * @param state what it was doing
   * @param lock name of the lock
   * @param from when it began, of {@link System#nanoTime()}
   * @param to when it ended
   */
  public record Span(State state, String lock, long from, long to) {
    /**
     * How long it lasted.
     *
     * @return nanoseconds
     */
    public long nanos() {
      return to - from;
    }
  }

  /**
   * All of one thread.
   *
   * @param thread its name
   * @param threadId as {@link Thread#threadId()}
   * @param spans earliest first
   */
  public record Lane(String thread, long threadId, List<Span> spans) {
    /**
     * Copies the list.
     *
     * @param thread its name
     * @param threadId as {@link Thread#threadId()}
     * @param spans earliest first
     */
    public Lane {
      spans = List.copyOf(spans);
    }

    /**
     * The time spent in one state.
     *
     * @param state the state
     * @return nanoseconds
     */
    public long nanos(State state) {
      return spans.stream().filter(s -> s.state() == state).mapToLong(Span::nanos).sum();
    }

    /**
     * The longest single stretch of one state.
     *
     * @param state the state
     * @return nanoseconds; 0 if there is none
     */
    public long longest(State state) {
      return spans.stream().filter(s -> s.state() == state).mapToLong(Span::nanos).max().orElse(0);
    }
  }

  /**
   * Copies the list.
   *
   * @param lanes one a thread
   * @param from the earliest instant
   * @param to the latest
   * @param dropped how many spans were forgotten
   */
  public Trace {
    lanes = List.copyOf(lanes);
  }

  /**
   * How long the trace is.
   *
   * @return nanoseconds
   */
  public long nanos() {
    return to - from;
  }

  /**
   * The time spent in one state by all threads.
   *
   * @param state the state
   * @return nanoseconds
   */
  public long nanos(State state) {
    return lanes.stream().mapToLong(lane -> lane.nanos(state)).sum();
  }

  /**
   * How long two threads held one lock at the same time: 0, or the lock is broken.
   *
   * @return nanoseconds
   */
  public long overlappingHolds() {
    List<Span> holds = new ArrayList<>();
    for (Lane lane : lanes) {
      lane.spans().stream().filter(s -> s.state() == State.HOLD).forEach(holds::add);
    }
    holds.sort(Comparator.comparing(Span::lock).thenComparingLong(Span::from));
    long overlap = 0;
    String lock = "";
    long reached = 0; // how far the holds of this lock seen so far go
    for (Span hold : holds) {
      if (!hold.lock().equals(lock)) {
        lock = hold.lock();
        reached = hold.from();
      }
      overlap += Math.max(0, Math.min(reached, hold.to()) - hold.from());
      reached = Math.max(reached, hold.to());
    }
    return overlap;
  }

  /**
   * The picture as text, thread by thread.
   *
   * @param columns width of the time axis in characters, from 10 to 1,000
   * @return lines that end with a line feed
   * @throws IllegalArgumentException if {@code columns} is out of range
   */
  public String toText(int columns) {
    return TextGantt.of(this, columns);
  }
}
