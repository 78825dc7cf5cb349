package dev.gil.cluster;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

/** With real members, which are killed by the rules about crashes. */
class ClusterContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new ClusterStrategy(TestCluster.get().settings());
  }
}
