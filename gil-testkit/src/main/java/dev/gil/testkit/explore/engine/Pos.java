package dev.gil.testkit.explore.engine;

import org.jspecify.annotations.Nullable;

/**
 * Partial order sampling (Yuan, Yang and Gu, 2018): each pending operation has a random priority,
 * the highest runs, and those that conflict with it get a new one. So the order of two conflicting
 * operations does not depend on how many others are in between.
 */
final class Pos implements Chooser {
  private final Dice dice = new Dice();
  private final long seed;
  private long execution;
  private int known;

  Pos(long seed) {
    this.seed = seed;
  }

  @Override
  public void begins(Execution x) {
    dice.start(seed, execution++);
    known = 0;
  }

  @Override
  public int choose(Execution x, Chooser.Subject subject, int alternatives) {
    if (subject == Chooser.Subject.DATA || subject == Chooser.Subject.ORDER) {
      return dice.below(alternatives);
    }
    for (; known < x.actorCount(); known++) {
      x.actor(known).priority = dice.next() >>> 1;
    }
    Actor running = x.self();
    boolean mayGoOn = subject == Chooser.Subject.PREEMPTION;
    Actor best = running;
    int choice = 0;
    if (mayGoOn) {
      running.priority = dice.next() >>> 1; // of the operation that it has come to
    }
    int others = x.others();
    for (int i = 0; i < others; i++) {
      Actor other = x.other(i);
      if ((i == 0 && !mayGoOn) || other.priority > best.priority) {
        best = other;
        choice = mayGoOn ? i + 1 : i;
      }
    }
    @Nullable Object object = best.object;
    if (object != null) {
      for (int i = 0; i < others; i++) {
        Actor other = x.other(i);
        if (other != best
            && other.object == object
            && (other.pending().writes() || best.pending().writes())) {
          other.priority = dice.next() >>> 1;
        }
      }
    }
    return choice;
  }
}
