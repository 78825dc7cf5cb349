package dev.gil.bench.explore;

import dev.gil.bench.fork.Figures;
import dev.gil.testkit.explore.FailureKind;
import dev.gil.testkit.explore.Interleavings;
import java.util.Arrays;

/** The program of a fork that finds one bug, once for each of some seeds. Argument: the bug. */
final class FindFork {
  static final String EXECUTIONS = "executions";
  static final String MILLIS = "ms";

  private static final int SEEDS = 20;
  private static final int MOST = 10_000;

  private FindFork() {}

  public static void main(String[] args) {
    Bug bug = Bug.valueOf(args[0]);
    double[] executions = new double[SEEDS];
    double[] millis = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      Interleavings woven =
          Interleavings.of(body(bug)).weave().detect(allButRaces()).executions(MOST).seed(seed);
      long begin = System.nanoTime();
      executions[seed] = woven.run().failure().orElseThrow().execution();
      millis[seed] = (System.nanoTime() - begin) / 1e6;
    }
    Figures.say(EXECUTIONS, median(executions));
    Figures.say(MILLIS, median(millis));
  }

  static Interleavings.Body body(Bug bug) {
    return switch (bug) {
      case LOST_UPDATE -> BrokenCounts::lostUpdate;
      case CHECK_THEN_ACT -> BrokenCounts::checkThenAct;
      case DEADLOCK_LOCKS -> BrokenWaits::locksInTwoOrders;
      case DEADLOCK_MONITORS -> BrokenWaits::monitorsInTwoOrders;
      case MISSED_SIGNAL -> BrokenWaits::missedSignal;
      case ABA_STACK -> BrokenShares::poppedAndPushedAgain;
      case PUBLISHED_EARLY -> BrokenShares::publishedEarly;
      case GET_AND_SET -> BrokenCounts::getAndSet;
      case PLAIN_REFCOUNT -> BrokenCounts::plainReferenceCount;
      case RETAIN_AFTER_ZERO -> BrokenCounts::retainAfterZero;
      case BOUNDED_BUFFER -> BrokenWaits::bufferThatNotifiesOne;
    };
  }

  /** A race would be found in the first execution, before the bug that it makes. */
  static FailureKind[] allButRaces() {
    return Arrays.stream(FailureKind.values())
        .filter(kind -> kind != FailureKind.DATA_RACE)
        .toArray(FailureKind[]::new);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
