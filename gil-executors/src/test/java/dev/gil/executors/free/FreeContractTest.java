package dev.gil.executors.free;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;
import java.util.List;

class FreeContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new FreeStrategy();
  }

  @Override
  protected List<String> wovenPackages() {
    return List.of("dev.gil.executors.free", "dev.gil.executors.internal");
  }
}
