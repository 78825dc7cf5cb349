package dev.gil.testkit.explore.engine;

/**
 * Counts how often the threads of an execution are mounted, on average. For bodies, which are run
 * by one driver.
 */
public final class Turns {
  private static int executions;
  private static int first;
  private static int last;

  private Turns() {}

  /** Says that an execution begins; by its body. */
  public static void note() {
    Execution execution = Execution.current();
    if (execution == null || !(execution.carrier() instanceof FiberCarrier carrier)) {
      throw new IllegalStateException("turns are those of explored virtual threads");
    }
    last = carrier.turns();
    if (executions++ == 0) {
      first = last;
    }
  }

  /** Over all executions that were noted, which began with the first, but for the last of them. */
  public static double perExecution() {
    return (double) (last - first) / (executions - 1);
  }
}
