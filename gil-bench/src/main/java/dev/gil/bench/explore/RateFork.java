package dev.gil.bench.explore;

import dev.gil.bench.fork.Figures;
import dev.gil.testkit.explore.Exploration;
import dev.gil.testkit.explore.Explorer;
import dev.gil.testkit.explore.Interleavings;
import dev.gil.testkit.explore.engine.Turns;

/**
 * The program of a fork that counts executions.
 *
 * <p>Arguments: the level, the explorer, whether a rough figure will do, whether the floor is
 * wanted too, which then takes turns with the explorer. Each round is an exploration of its own,
 * with classes woven anew.
 */
final class RateFork {
  static final String RATE = "rate";
  static final String DECISIONS = "decisions";
  static final String TURNS = "turns";

  private static final int COUNTED = 5_000;

  /** How many executions a round of the floor has: fewer are over before its code is compiled. */
  private static final int FLOOR = 200_000;

  /** Enough that BOUNDED does not come to an end within a round, and is not out of memory. */
  private static final int PREEMPTIONS = 5;

  private final Level level;
  private final Explorer explorer;

  private RateFork(Level level, Explorer explorer) {
    this.level = level;
    this.explorer = explorer;
  }

  public static void main(String[] args) throws ReflectiveOperationException {
    Level level = Level.valueOf(args[0]);
    RateFork fork = new RateFork(level, Explorer.valueOf(args[1]));
    boolean quick = Boolean.parseBoolean(args[2]);
    boolean withFloor = Boolean.parseBoolean(args[3]);
    int executions = quick ? level.executions / 4 : level.executions;
    int warmUp = quick ? 2 : 3;
    double[] rates = new double[quick ? 3 : 5];
    double[] floors = new double[rates.length];

    Exploration counted = fork.explore(fork.countingBody(), COUNTED, -1);
    Floor floor = new Floor(Turns.perExecution());
    for (int i = -warmUp; i < rates.length; i++) {
      double rate = fork.rate(executions, i);
      double alone = withFloor ? floor.rate(FLOOR) : 0;
      if (i >= 0) {
        rates[i] = rate;
        floors[i] = alone;
      }
    }
    Figures.say(RATE, FindFork.median(rates));
    Figures.say(ExploreBench.FLOOR, FindFork.median(floors));
    Figures.say(DECISIONS, counted.decisions());
    Figures.say(TURNS, Turns.perExecution());
  }

  private double rate(int executions, int seed) {
    Interleavings.Body body =
        switch (level) {
          case LEVEL0 -> Attached::body;
          case WOVEN, RACED -> Guarded::body;
          case RESET -> Guarded::bodyWithStatics;
        };
    long begin = System.nanoTime();
    Exploration explored = explore(body, executions, seed);
    return explored.executions() * 1e9 / (System.nanoTime() - begin);
  }

  private Interleavings.Body countingBody() {
    if (level == Level.LEVEL0) {
      return () -> {
        Turns.note();
        Attached.body();
      };
    }
    return () -> {
      Turns.note();
      Guarded.body();
    };
  }

  private Exploration explore(Interleavings.Body body, int executions, int seed) {
    Interleavings run = Interleavings.of(body).explorer(explorer).executions(executions).seed(seed);
    if (explorer == Explorer.BOUNDED) {
      run.preemptions(PREEMPTIONS);
    }
    if (level != Level.LEVEL0) {
      run.weave();
    }
    if (level == Level.WOVEN || level == Level.RACED) {
      run.keepStatics();
    }
    if (level != Level.RACED) {
      run.detect(FindFork.allButRaces());
    }
    return run.run().check();
  }
}
