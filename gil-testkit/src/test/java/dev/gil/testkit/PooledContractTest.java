package dev.gil.testkit;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Trait;

/** The right strategy from which the faulty ones are made keeps the contract. */
class PooledContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new PooledStrategy(
        Trait.ONE_AT_A_TIME,
        Trait.OVERLAPS_BLOCKING,
        Trait.SHARES_HEAP,
        Trait.YIELDS_AT_CHECKPOINT);
  }

  /** Its package is the test kit's own, which is not woven. */
  @Override
  protected int executions() {
    return 0;
  }
}
