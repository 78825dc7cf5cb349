package dev.gil.trace;

import dev.gil.trace.Trace.Turn;
import java.util.List;

/**
 * Whose turn it was with one lock. Derived from the holds of the threads.
 *
 * @param process in which the lock is, as {@link Trace.Lane#process()}
 * @param lock its name
 * @param turns earliest first; they overlap only if the lock is broken
 * @param from where the trace begins
 * @param to where it ends
 */
public record LockLane(String process, String lock, List<Turn> turns, long from, long to) {
  /**
   * Copies the list.
   *
   * @param process in which the lock is
   * @param lock its name
   * @param turns earliest first
   * @param from where the trace begins
   * @param to where it ends
   */
  public LockLane {
    turns = List.copyOf(turns);
  }

  /**
   * How long somebody held it.
   *
   * @return nanoseconds; a moment with two holders counts once
   */
  public long heldNanos() {
    return Turns.covered(turns);
  }

  /**
   * The share of the trace in which somebody held it.
   *
   * @return from 0 to 1
   */
  public double heldShare() {
    return (double) heldNanos() / Math.max(1, to - from);
  }

  /**
   * The stretches in which nobody held it, from the beginning of the trace to its end.
   *
   * @return pairs of instants, earliest first
   */
  public List<Gap> gaps() {
    return Turns.gaps(turns, from, to);
  }

  /**
   * A stretch in which nothing was recorded.
   *
   * @param from when it began
   * @param to when it ended
   */
  public record Gap(long from, long to) {
    /**
     * How long it lasted.
     *
     * @return nanoseconds
     */
    public long nanos() {
      return to - from;
    }
  }
}
