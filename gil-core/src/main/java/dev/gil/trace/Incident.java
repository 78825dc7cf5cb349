package dev.gil.trace;

/**
 * Something that a reader of a trace is to be told of in words.
 *
 * @param kind what sort of thing
 * @param process whose thread, as {@link Trace.Lane#process()}
 * @param thread its name; empty if it is about a whole process
 * @param from when it began, as far as known, on the clock of the trace
 * @param to when it ended, or the last moment at which it was seen to go on
 * @param text a sentence for people, which names where in the code if that is known
 */
public record Incident(Kind kind, String process, String thread, long from, long to, String text) {
  /** Sorts of incidents. */
  public enum Kind {
    /** A thread held a lock without a checkpoint while others waited. */
    STARVED,
    /** The same, inside native code. */
    STUCK_IN_NATIVE,
    /** A worker process ended though nobody had asked it to. */
    WORKER_DIED
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
