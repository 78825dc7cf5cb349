package dev.gil.executors.processes;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

class ProcessesContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new ProcessesStrategy();
  }
}
