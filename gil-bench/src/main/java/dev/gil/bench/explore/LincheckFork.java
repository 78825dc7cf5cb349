package dev.gil.bench.explore;

import dev.gil.bench.fork.Figures;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The program of a fork that has Lincheck explore the same bodies. It is on the class path only if
 * the profile "lincheck" put it there, so it is found by its name. Arguments: a bug, or nothing to
 * count executions.
 */
final class LincheckFork {
  /** 1 if the bug was found, else 0. */
  static final String FOUND = "found";

  private static final int WARM_UP = 500;
  private static final int COUNTED = 2_000;
  private static final int MOST = 10_000;
  private static final int TIMES = 20; // as often as gil

  /** Null to count executions. Not captured: Lincheck explores code that it finds from its task. */
  private static @Nullable Bug bug;

  private LincheckFork() {}

  /** Whether it is on the class path. */
  static boolean isThere() {
    return LincheckFork.class.getResource("/org/jetbrains/lincheck/Lincheck.class") != null;
  }

  public static void main(String[] args) throws ReflectiveOperationException {
    if (args.length == 0) {
      var _ = isFoundWithin(WARM_UP);
      long begin = System.nanoTime();
      if (isFoundWithin(COUNTED)) {
        throw new IllegalStateException("found a bug where there is none");
      }
      Figures.say(RateFork.RATE, COUNTED * 1e9 / (System.nanoTime() - begin));
      return;
    }
    bug = Bug.valueOf(args[0]);
    double[] millis = new double[TIMES];
    boolean found = true;
    for (int i = 0; i < TIMES && found; i++) {
      long begin = System.nanoTime();
      found = isFoundWithin(MOST);
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Figures.say(FOUND, found ? 1 : 0);
    Figures.say(FindFork.MILLIS, FindFork.median(millis));
  }

  private static boolean isFoundWithin(int executions) throws ReflectiveOperationException {
    Method explore =
        Class.forName("org.jetbrains.lincheck.Lincheck")
            .getMethod("runConcurrentTest", int.class, Runnable.class);
    try {
      explore.invoke(null, executions, (Runnable) LincheckFork::body);
      return false;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AssertionError) {
        return true;
      }
      throw e;
    }
  }

  private static void body() {
    try {
      switch (bug) {
        case null -> Guarded.body();
        case LOST_UPDATE -> BrokenCounts.lostUpdate();
        case CHECK_THEN_ACT -> BrokenCounts.checkThenAct();
        case DEADLOCK_LOCKS -> BrokenWaits.locksInTwoOrders();
        case DEADLOCK_MONITORS -> BrokenWaits.monitorsInTwoOrders();
        case MISSED_SIGNAL -> BrokenWaits.missedSignal();
        case ABA_STACK -> BrokenShares.poppedAndPushedAgain();
        case PUBLISHED_EARLY -> BrokenShares.publishedEarly();
        case GET_AND_SET -> BrokenCounts.getAndSet();
        case PLAIN_REFCOUNT -> BrokenCounts.plainReferenceCount();
        case RETAIN_AFTER_ZERO -> BrokenCounts.retainAfterZero();
        case BOUNDED_BUFFER -> BrokenWaits.bufferThatNotifiesOne();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
