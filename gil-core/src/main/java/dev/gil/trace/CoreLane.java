package dev.gil.trace;

import dev.gil.trace.Trace.Turn;
import java.util.List;

/**
 * Which threads a core ran, as far as they held a lock or ran a kernel. Derived from the spans that
 * say where they ended.
 *
 * <p>A core runs one thread at a time. Where two spans that ended here overlap, the later one came
 * from another core, and its turn here begins no earlier than the other's end.
 *
 * @param core its id, as the operating system counts
 * @param turns earliest first; they do not overlap
 * @param from where the trace begins
 * @param to where it ends
 */
public record CoreLane(int core, List<Turn> turns, long from, long to) {
  /**
   * Copies the list.
   *
   * @param core its id
   * @param turns earliest first
   * @param from where the trace begins
   * @param to where it ends
   */
  public CoreLane {
    turns = List.copyOf(turns);
  }

  /**
   * How long it is known to have run one of the threads.
   *
   * @return nanoseconds
   */
  public long busyNanos() {
    return Turns.covered(turns);
  }

  /**
   * The share of the trace in which it ran none of the threads, as far as recorded.
   *
   * @return from 0 to 1
   */
  public double idleShare() {
    return 1 - (double) busyNanos() / Math.max(1, to - from);
  }
}
