package dev.gil.testkit.check;

import org.jspecify.annotations.Nullable;

/**
 * One operation as a thread saw it: called, returned, and what came back.
 *
 * @param thread who called, from 0
 * @param operation what was done
 * @param result what came back; of no meaning if it has not returned
 * @param called when, on the clock of its history
 * @param returned when, later than {@code called}; {@link #NEVER} if it has not
 * @param <O> the operations
 */
public record Call<O>(
    int thread, O operation, @Nullable Object result, long called, long returned) {
  /** The return of a call that did not return before its history ended. */
  public static final long NEVER = Long.MAX_VALUE;

  /**
   * Checks the order.
   *
   * @param thread from 0
   * @param operation what was done
   * @param result what came back
   * @param called when
   * @param returned later than {@code called}
   * @throws IllegalArgumentException if it returned before it was called
   */
  public Call {
    if (returned <= called) {
      throw new IllegalArgumentException(
          operation + " was called at " + called + " and returned at " + returned);
    }
  }

  /**
   * Whether its result is known.
   *
   * @return false for one that was still running when the history ended
   */
  public boolean hasReturned() {
    return returned != NEVER;
  }

  @Override
  public String toString() {
    return "thread " + thread + ": " + operation + (hasReturned() ? " -> " + result : " ...");
  }
}
