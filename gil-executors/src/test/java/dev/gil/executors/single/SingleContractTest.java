package dev.gil.executors.single;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

class SingleContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new SingleStrategy();
  }
}
