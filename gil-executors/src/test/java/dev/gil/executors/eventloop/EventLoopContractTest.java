package dev.gil.executors.eventloop;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

class EventLoopContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new EventLoopStrategy();
  }

  /** Its loop waits in a selector, which nobody can take over. */
  @Override
  protected int executions() {
    return 0;
  }
}
