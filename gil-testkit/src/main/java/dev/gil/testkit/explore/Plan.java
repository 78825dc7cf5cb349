package dev.gil.testkit.explore;

import dev.gil.testkit.explore.engine.Schedule;
import java.util.Map;

/**
 * An interleaving as data: which decisions of an execution are not 0, and what they are. 0 lets the
 * running thread go on; another number names one of the others that could run.
 *
 * <p>Compared with a token, a plan is for any body: a decision that an execution does not come to
 * is left out, and a number that is too large counts round. So plans can be generated, as {@link
 * Plans} does for jqwik, and shrunk. Immutable, thread-safe.
 */
public final class Plan {
  private final Schedule schedule;

  private Plan(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * A plan of some decisions.
   *
   * @param choices what is chosen, by the place of the decision, from 0
   * @return the plan
   * @throws IllegalArgumentException if a place is negative, or a choice is not positive
   */
  public static Plan of(Map<Integer, Integer> choices) {
    return new Plan(Schedule.of(choices));
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @param text such as {@code 12.1,15.2}, the middle of a token too
   * @return the plan
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Plan parse(String text) {
    return new Plan(Schedule.parse(text));
  }

  /**
   * How many decisions are not 0.
   *
   * @return 0 or more
   */
  public int size() {
    return schedule.size();
  }

  Schedule schedule() {
    return schedule;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Plan plan && schedule.equals(plan.schedule);
  }

  @Override
  public int hashCode() {
    return schedule.hashCode();
  }

  /** Places and choices, {@code 12.1,15.2}; {@code -} if there are none. */
  @Override
  public String toString() {
    return schedule.toString();
  }
}
