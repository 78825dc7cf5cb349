package dev.gil.testkit.monitors;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.Contract;
import dev.gil.testkit.StrategyContract;

/**
 * The test of a strategy with a mistake: not found by its name, so that it is run on demand only.
 */
public final class BrokenMonitors extends StrategyContract {
  /** Makes the strategy as reports tell to. */
  public static Contract.Maker maker() {
    return () -> new BrokenMonitors().strategy();
  }

  @Override
  public ParallelismStrategy strategy() {
    return new MonitorStrategy(MonitorStrategy.Fault.LOCKS_CROSSWISE);
  }

  @Override
  protected int executions() {
    return 50;
  }
}
