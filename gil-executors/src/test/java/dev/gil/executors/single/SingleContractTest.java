package dev.gil.executors.single;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;
import java.util.List;

class SingleContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new SingleStrategy();
  }

  @Override
  protected List<String> wovenPackages() {
    return List.of("dev.gil.executors.single", "dev.gil.executors.internal");
  }
}
