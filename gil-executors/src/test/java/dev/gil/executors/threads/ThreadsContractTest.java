package dev.gil.executors.threads;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

class ThreadsContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new ThreadsStrategy();
  }
}
