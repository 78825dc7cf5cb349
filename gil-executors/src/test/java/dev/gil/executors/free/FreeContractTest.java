package dev.gil.executors.free;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

class FreeContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new FreeStrategy();
  }
}
