package dev.gil.trace;

import java.io.IOException;
import java.util.List;

/**
 * What a {@link TraceRecorder} recorded: spans, lane by lane, and what is to be told in words.
 * Immutable. Every span comes from an event that was recorded; locks and cores are derived.
 *
 * @param lanes one a thread, in the order in which the threads were first seen
 * @param incidents earliest first
 * @param clocks of other processes whose threads have lanes here
 * @param from the earliest instant, of {@link System#nanoTime()}
 * @param to the latest
 * @param dropped how many of the oldest spans were forgotten because a lane was full
 * @param cores where the core ids come from
 */
public record Trace(
    List<Lane> lanes,
    List<Incident> incidents,
    List<ProcessClock> clocks,
    long from,
    long to,
    long dropped,
    CoreSource cores) {
  /** The core of a span of which nobody knows where it ran. */
  public static final int UNKNOWN_CORE = -1;

  /** What a thread was doing. */
  public enum State {
    /** It had the lock. */
    HOLD('#'),
    /** It waited for the lock. */
    WAIT('.'),
    /** It had given the lock up and ran, or was blocked, without it. */
    BLOCKED('~'),
    /** It had given the lock up and ran a kernel. */
    KERNEL('=');

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
   * @param core id of the core on which its thread was just after the end; {@link #UNKNOWN_CORE} if
   *     not known
   */
  public record Span(State state, String lock, long from, long to, int core) {
    /**
     * One of which nobody knows where it ran.
     *
     * @param state what the thread was doing
     * @param lock name of the lock
     * @param from when it began
     * @param to when it ended
     */
    public Span(State state, String lock, long from, long to) {
      this(state, lock, from, to, UNKNOWN_CORE);
    }

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
   * All of one thread, or a part of many: virtual threads that are too many for a lane each share
   * lanes, in which spans follow each other without overlap.
   *
   * @param thread its name, or what the group is called
   * @param threadId as {@link Thread#threadId()}; negative for a lane that is shared
   * @param process empty for this JVM, else what it is called, such as "worker 1 (pid 4711)"
   * @param spans earliest first
   */
  public record Lane(String thread, long threadId, String process, List<Span> spans) {
    /**
     * Copies the list.
     *
     * @param thread its name
     * @param threadId as {@link Thread#threadId()}
     * @param process empty for this JVM
     * @param spans earliest first
     */
    public Lane {
      spans = List.copyOf(spans);
    }

    /**
     * A lane of this JVM.
     *
     * @param thread its name
     * @param threadId as {@link Thread#threadId()}
     * @param spans earliest first
     */
    public Lane(String thread, long threadId, List<Span> spans) {
      this(thread, threadId, "", spans);
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
   * A stretch of a thread as a lock or a core sees it.
   *
   * @param state what the thread was doing
   * @param process of the thread, as {@link Lane#process()}
   * @param thread its name
   * @param threadId as {@link Lane#threadId()}
   * @param from when it began
   * @param to when it ended
   */
  public record Turn(
      State state, String process, String thread, long threadId, long from, long to) {
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
   * Copies the lists.
   *
   * @param lanes one a thread
   * @param incidents earliest first
   * @param clocks of other processes
   * @param from the earliest instant
   * @param to the latest
   * @param dropped how many spans were forgotten
   * @param cores where the core ids come from
   */
  public Trace {
    lanes = List.copyOf(lanes);
    incidents = List.copyOf(incidents);
    clocks = List.copyOf(clocks);
  }

  /**
   * A trace of this JVM alone.
   *
   * @param lanes one a thread
   * @param incidents earliest first
   * @param from the earliest instant
   * @param to the latest
   * @param dropped how many spans were forgotten
   * @param cores where the core ids come from
   */
  public Trace(
      List<Lane> lanes,
      List<Incident> incidents,
      long from,
      long to,
      long dropped,
      CoreSource cores) {
    this(lanes, incidents, List.of(), from, to, dropped, cores);
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
   * @return nanoseconds, more than {@link #nanos()} if several threads were in it at once
   */
  public long nanos(State state) {
    return lanes.stream().mapToLong(lane -> lane.nanos(state)).sum();
  }

  /**
   * How long two threads held one lock at the same time: 0, or the lock is broken, or two locks of
   * one process were recorded under one name.
   *
   * @return nanoseconds
   */
  public long overlappingHolds() {
    return lockLanes().stream().mapToLong(lane -> Turns.overlap(lane.turns())).sum();
  }

  /**
   * Whose turn it was, lock by lock.
   *
   * @return one for each process and lock, in the order of their names, this JVM first
   */
  public List<LockLane> lockLanes() {
    return Turns.locks(this);
  }

  /**
   * Which threads each core ran.
   *
   * @return one for each core, by number, also for those that ran none; empty if it is not known of
   *     every hold and kernel where it ran, as then no core can be said to have been idle
   */
  public List<CoreLane> coreLanes() {
    return Turns.cores(this);
  }

  /**
   * The picture as text: locks, threads, cores, what is to be told in words, and the sums.
   *
   * @param columns width of the time axis in characters, from 10 to 1,000
   * @return lines that end with a line feed
   * @throws IllegalArgumentException if {@code columns} is out of range
   */
  public String toText(int columns) {
    return TextGantt.of(this, columns);
  }

  /**
   * Writes the trace as JSON in Chrome's trace event format, which <a
   * href="https://ui.perfetto.dev">Perfetto</a> shows: threads, locks, cores and incidents, exact
   * to the nanosecond, strictly nested on each track. Names are escaped, whatever they are.
   *
   * @param out not closed, nor flushed
   * @throws IOException if {@code out} throws it
   */
  public void writeChrome(Appendable out) throws IOException {
    ChromeTrace.write(this, out);
  }

  /**
   * The picture as one SVG for documents, light and dark as the reader is set, with states told
   * apart by colour and by pattern, and without anything from outside.
   *
   * @param title what it shows
   * @param width in pixels, from 480 to 4,000
   * @return an XML document
   * @throws IllegalArgumentException if {@code width} is out of range
   */
  public String toSvg(String title, int width) {
    return SvgGantt.of(this, title, width);
  }
}
