package dev.gil.executors.kernels;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;
import java.util.List;

class KernelsContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new KernelsStrategy();
  }

  @Override
  protected List<String> wovenPackages() {
    return List.of("dev.gil.executors.kernels", "dev.gil.executors.internal");
  }
}
