package dev.gil.executors.explicit;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;
import java.util.List;

class VirtualExplicitContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new VirtualExplicitStrategy();
  }

  /** Every task has a thread of its own: none waits for a turn to begin. */
  @Override
  protected int tasksAtOnce() {
    return 0;
  }

  @Override
  protected List<String> wovenPackages() {
    return List.of("dev.gil.executors.explicit", "dev.gil.executors.internal");
  }
}
