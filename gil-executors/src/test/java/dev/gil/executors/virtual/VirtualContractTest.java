package dev.gil.executors.virtual;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

class VirtualContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new VirtualStrategy();
  }

  /** Every task has a thread of its own: none waits for a turn to begin. */
  @Override
  protected int tasksAtOnce() {
    return 0;
  }

  /** It drives virtual threads itself, as the explorer does. */
  @Override
  protected int executions() {
    return 0;
  }
}
