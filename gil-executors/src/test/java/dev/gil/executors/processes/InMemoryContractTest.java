package dev.gil.executors.processes;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

/** The pool keeps the contract without a process being started. */
class InMemoryContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new InMemoryProcesses();
  }
}
