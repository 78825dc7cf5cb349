package dev.gil.examples.batched;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

class BatchedTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new Batched();
  }
}
