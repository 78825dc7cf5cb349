package dev.gil.executors.explicit;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

class VirtualExplicitContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new VirtualExplicitStrategy();
  }

  /** Every task has a thread of its own: none waits for a turn to begin. */
  @Override
  protected int tasksAtOnce() {
    return 0;
  }
}
