package dev.gil.testkit.explore.engine;

/**
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte, 2010): each
 * thread has a random priority, the highest runs, and at {@code depth - 1} random steps the running
 * one falls below all others. A bug that needs {@code depth} orderings among n threads and k steps
 * is hit with a probability of at least 1/(n k^(depth-1)).
 *
 * <p>The number of steps is that of the longest execution so far.
 */
final class Pct implements Chooser {
  private final Dice dice = new Dice();
  private final long seed;
  private final int depth;
  private final int[] changes;
  private long execution;
  private int longest = 8;
  private int known; // actors that have a priority
  private int place;
  private long lowest;

  Pct(long seed, int depth) {
    this.seed = seed;
    this.depth = depth;
    this.changes = new int[depth - 1];
  }

  @Override
  public void begins(Execution x) {
    dice.start(seed, execution++);
    known = 0;
    place = 0;
    lowest = 0;
    for (int i = 0; i < changes.length; i++) {
      changes[i] = dice.below(longest);
    }
  }

  @Override
  public int choose(Execution x, Chooser.Subject subject, int alternatives) {
    int at = place++;
    if (subject == Chooser.Subject.DATA || subject == Chooser.Subject.ORDER) {
      return dice.below(alternatives);
    }
    for (; known < x.actorCount(); known++) {
      x.actor(known).priority = depth + (dice.next() >>> 2);
    }
    Actor running = x.self();
    if (subject == Chooser.Subject.PREEMPTION && changesAt(at)) {
      running.priority = --lowest;
    }
    boolean mayGoOn = subject == Chooser.Subject.PREEMPTION;
    int best = mayGoOn ? 0 : -1;
    long highest = mayGoOn ? running.priority : Long.MIN_VALUE;
    int others = x.others();
    for (int i = 0; i < others; i++) {
      long priority = x.other(i).priority;
      if (priority > highest) {
        highest = priority;
        best = mayGoOn ? i + 1 : i;
      }
    }
    return best;
  }

  private boolean changesAt(int at) {
    for (int change : changes) {
      if (change == at) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void ends(Execution x) {
    longest = Math.max(longest, place);
  }
}
