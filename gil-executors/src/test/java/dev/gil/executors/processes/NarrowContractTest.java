package dev.gil.executors.processes;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;
import java.util.List;

/** The pool keeps the contract also where a link takes a part of a frame at a time. */
class NarrowContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new InMemoryProcesses(16, List.of());
  }
}
