package dev.gil.executors.threads;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;
import java.util.List;

class ThreadsContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new ThreadsStrategy();
  }

  @Override
  protected List<String> wovenPackages() {
    return List.of("dev.gil.executors.threads", "dev.gil.executors.internal");
  }
}
