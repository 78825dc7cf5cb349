package dev.gil.testkit.explore;

/** Who chooses, at each point of an execution, which thread goes on. */
public enum Explorer {
  /** Draws each decision evenly. Good where few points are many bugs. */
  RANDOM_WALK,
  /**
   * Gives threads priorities and lowers them at a few random steps (Burckhardt et al., 2010): finds
   * bugs of a small depth with a known probability, however long the execution.
   */
  PCT,
  /**
   * Gives pending operations priorities, and new ones to those that conflict (Yuan et al., 2018):
   * samples the orders of conflicting operations evenly.
   */
  POS,
  /** Runs all schedules without preemptions, then all with one, and so on up to a bound. */
  BOUNDED,
  /** The four others in turn, an execution each. */
  PORTFOLIO
}
