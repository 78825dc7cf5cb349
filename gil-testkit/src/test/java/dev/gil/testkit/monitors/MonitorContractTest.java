package dev.gil.testkit.monitors;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

/** What a third party writes to have its strategy tested, on real threads and explored. */
class MonitorContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new MonitorStrategy();
  }
}
