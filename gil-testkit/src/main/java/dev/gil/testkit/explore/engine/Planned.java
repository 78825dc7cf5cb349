package dev.gil.testkit.explore.engine;

/**
 * Takes the decisions of a schedule that was made for no execution in particular: one that does not
 * come is left out, and one that is out of range counts round. All others are 0.
 */
final class Planned implements Chooser {
  private final Schedule plan;
  private int next;
  private int place;

  Planned(Schedule plan) {
    this.plan = plan;
  }

  @Override
  public void begins(Execution execution) {
    next = 0;
    place = 0;
  }

  @Override
  public int choose(Execution execution, Chooser.Subject subject, int alternatives) {
    int at = place++;
    if (next == plan.size() || plan.at(next) != at) {
      return 0;
    }
    return plan.choice(next++) % alternatives;
  }
}
