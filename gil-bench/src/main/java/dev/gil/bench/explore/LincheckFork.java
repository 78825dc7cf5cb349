package dev.gil.bench.explore;

import dev.gil.bench.fork.Figures;
import dev.gil.testkit.explore.Interleavings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

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

  private final Method runConcurrentTest;

  private LincheckFork() throws ReflectiveOperationException {
    runConcurrentTest =
        Class.forName("org.jetbrains.lincheck.Lincheck")
            .getMethod("runConcurrentTest", int.class, Runnable.class);
  }

  /** Whether it is on the class path. */
  static boolean isThere() {
    return LincheckFork.class.getResource("/org/jetbrains/lincheck/Lincheck.class") != null;
  }

  public static void main(String[] args) throws ReflectiveOperationException {
    LincheckFork fork = new LincheckFork();
    if (args.length == 0) {
      fork.explore(WARM_UP, Guarded::body);
      long begin = System.nanoTime();
      if (fork.explore(COUNTED, Guarded::body)) {
        throw new IllegalStateException("found a bug where there is none");
      }
      Figures.say(RateFork.RATE, COUNTED * 1e9 / (System.nanoTime() - begin));
      return;
    }
    long begin = System.nanoTime();
    boolean found = fork.explore(MOST, FindFork.body(Bug.valueOf(args[0])));
    Figures.say(FOUND, found ? 1 : 0);
    Figures.say(FindFork.MILLIS, (System.nanoTime() - begin) / 1e6);
  }

  /** Whether an execution failed. */
  private boolean explore(int executions, Interleavings.Body body)
      throws ReflectiveOperationException {
    Runnable task =
        () -> {
          try {
            body.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
    try {
      runConcurrentTest.invoke(null, executions, task);
      return false;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AssertionError) {
        return true;
      }
      throw e;
    }
  }
}
