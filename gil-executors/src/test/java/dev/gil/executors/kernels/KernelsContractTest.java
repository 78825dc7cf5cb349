package dev.gil.executors.kernels;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

class KernelsContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new KernelsStrategy();
  }
}
