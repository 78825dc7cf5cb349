package dev.gil.bench.explore;

import dev.gil.bench.fork.Figures;
import dev.gil.testkit.explore.Exploration;
import dev.gil.testkit.explore.Explorer;
import dev.gil.testkit.explore.FailureKind;
import dev.gil.testkit.explore.Interleavings;
import java.util.Arrays;

/**
 * The program of a fork: one case.
 *
 * <p>Arguments: the case, how many executions a round, how many rounds. Of the rounds the last is
 * told, when the JIT compiler is done.
 */
final class ExploreFork {
  private static final int SEEDS = 20;

  private ExploreFork() {}

  public static void main(String[] args) {
    int executions = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    if (args[0].startsWith(ExploreBench.FIND)) {
      Figures.say(args[0], toFind(args[0].substring(ExploreBench.FIND.length())));
      return;
    }
    double last = 0;
    for (int i = 0; i < rounds; i++) {
      last = rate(args[0], executions, i);
    }
    Figures.say(args[0], last);
  }

  private static double rate(String kase, int executions, int seed) {
    Interleavings woven =
        switch (kase) {
          case ExploreBench.WOVEN ->
              Interleavings.of(Guarded::body).weave().keepStatics().detect(allButRaces());
          case ExploreBench.RACED -> Interleavings.of(Guarded::body).weave().keepStatics();
          default -> Interleavings.of(Guarded::bodyWithStatics).weave().detect(allButRaces());
        };
    woven.explorer(Explorer.RANDOM_WALK).executions(executions).seed(seed);
    long begin = System.nanoTime();
    Exploration explored = woven.run().check();
    return explored.executions() * 1e9 / (System.nanoTime() - begin);
  }

  /** The median number of executions until the bug is met, over seeds. */
  private static double toFind(String bug) {
    Interleavings.Body body =
        switch (bug) {
          case "lost-update" -> Found::lostUpdate;
          case "get-and-set" -> Found::getAndSet;
          case "check-then-act" -> Found::checkThenAct;
          default -> Found::deadlock;
        };
    double[] found = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      found[seed] =
          Interleavings.of(body)
              .weave()
              .detect(allButRaces())
              .executions(10_000)
              .seed(seed)
              .run()
              .failure()
              .orElseThrow()
              .execution();
    }
    Arrays.sort(found);
    return found[SEEDS / 2];
  }

  private static FailureKind[] allButRaces() {
    return Arrays.stream(FailureKind.values())
        .filter(kind -> kind != FailureKind.DATA_RACE)
        .toArray(FailureKind[]::new);
  }
}
