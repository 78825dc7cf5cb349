package dev.gil.testkit.explore.engine;

import org.jspecify.annotations.Nullable;

/**
 * The schedules that go on from one that was run, by one decision more that is not 0: those that
 * cost a preemption, or those that are free. Each is handed out once, and made only then.
 */
final class Branch {
  private final Schedule run;
  private final int from; // the place of the first decision that may change
  private final int[] widths; // of the decisions there; 0 where it is not this branch's
  private final boolean costly;
  private int left;
  private int at;
  private int choice;

  private Branch(Schedule run, int from, int[] widths, int left, boolean costly) {
    this.run = run;
    this.from = from;
    this.widths = widths;
    this.left = left;
    this.costly = costly;
    if (!costly) {
      at = widths.length - 1;
      choice = widths[at];
    }
  }

  /**
   * What goes on from a schedule.
   *
   * @param taken all decisions of its execution
   * @param costly whether those are asked for that count towards a bound, first to last; the others
   *     are handed out last to first, so that a stack of branches goes into the depth
   * @return null if there are none
   */
  static @Nullable Branch of(Schedule run, Decisions taken, boolean costly) {
    int from = run.last() + 1;
    int left = 0;
    for (int i = from; i < taken.size(); i++) {
      left += Decisions.counts(taken.subject(i)) == costly ? taken.width(i) - 1 : 0;
    }
    if (left == 0) {
      return null;
    }
    int[] widths = new int[taken.size() - from];
    for (int i = 0; i < widths.length; i++) {
      boolean mine = Decisions.counts(taken.subject(from + i)) == costly;
      widths[i] = mine ? taken.width(from + i) : 0;
    }
    return new Branch(run, from, widths, left, costly);
  }

  /** How many have not been handed out. */
  int left() {
    return left;
  }

  /** One of those that are {@link #left}. */
  Schedule next() {
    left--;
    return costly ? ascending() : descending();
  }

  private Schedule ascending() {
    while (++choice >= widths[at]) {
      choice = 0;
      at++;
    }
    return run.then(from + at, choice);
  }

  private Schedule descending() {
    while (--choice <= 0) {
      at--;
      choice = widths[at];
    }
    return run.then(from + at, choice);
  }
}
