package dev.gil.testkit.explore.engine;

/**
 * Takes the decisions of a schedule, and 0 for all others. A decision that the schedule has and the
 * execution has not, or that is out of range, is remembered as a divergence and taken as 0.
 */
final class Replay implements Chooser {
  private Schedule schedule;
  private int next;
  private int place;
  private boolean diverged;

  Replay(Schedule schedule) {
    this.schedule = schedule;
  }

  void of(Schedule other) {
    schedule = other;
  }

  @Override
  public void begins(Execution execution) {
    next = 0;
    place = 0;
    diverged = false;
  }

  @Override
  public int choose(Execution execution, Chooser.Subject subject, int alternatives) {
    int at = place++;
    if (next == schedule.size() || schedule.at(next) != at) {
      return 0;
    }
    int choice = schedule.choice(next++);
    if (choice >= alternatives) {
      diverged = true;
      return 0;
    }
    return choice;
  }

  /** Whether the execution just run had no place for all of the schedule. */
  boolean diverged() {
    return diverged || next != schedule.size();
  }
}
