package dev.gil.trace;

/**
 * How the clock of another process was made this one's: by a round trip, in the middle of which the
 * other is taken to have read its clock (Cristian, 1989). That is wrong by half the round trip at
 * most.
 *
 * @param process as {@link Trace.Lane#process()}
 * @param offset what was added to its times, in nanoseconds
 * @param error by how much its spans may be early or late, in nanoseconds
 */
public record ProcessClock(String process, long offset, long error) {}
