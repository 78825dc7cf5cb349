package dev.gil.testkit.explore.engine;

/** Each decision is drawn evenly. */
final class RandomWalk implements Chooser {
  private final Dice dice = new Dice();
  private final long seed;
  private long execution;

  RandomWalk(long seed) {
    this.seed = seed;
  }

  @Override
  public void begins(Execution x) {
    dice.start(seed, execution++);
  }

  @Override
  public int choose(Execution x, Chooser.Subject subject, int alternatives) {
    return dice.below(alternatives);
  }
}
