package dev.gil.testkit;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.VoidTask;

/** The rules for tasks that travel can be kept. */
class CopyingContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new CopyingStrategy();
  }

  @Override
  protected StrategySettings settings() {
    return super.settings().allow("dev.gil.testkit.CopyingStrategy");
  }

  @Override
  protected VoidTask crash() {
    return CopyingStrategy.CRASH;
  }
}
