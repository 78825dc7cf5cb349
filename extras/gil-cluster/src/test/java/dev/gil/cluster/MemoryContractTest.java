package dev.gil.cluster;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.spi.VoidTask;
import dev.gil.testkit.StrategyContract;
import java.time.Duration;
import java.util.Set;

/** All but the engine keeps the contract, without a process or a socket. */
class MemoryContractTest extends StrategyContract {
  private static final MemoryCluster CLUSTER = new MemoryCluster(3);

  @Override
  protected ParallelismStrategy strategy() {
    return new ParallelismStrategy() {
      private final Set<Trait> traits =
          new ClusterStrategy(ClusterSettings.of("memory").join("127.0.0.1:1")).traits();

      @Override
      public String id() {
        return "cluster-in-memory";
      }

      @Override
      public Set<Trait> traits() {
        return traits;
      }

      @Override
      public Runner open(StrategySettings settings) {
        return new ClusterRunner(
            CLUSTER.open(),
            id(),
            settings,
            Duration.ofSeconds(10),
            new RunnerCounts(),
            (_, _) -> {});
      }
    };
  }

  /** The task that crashes is of another jar than the rules. */
  @Override
  protected StrategySettings settings() {
    return super.settings().allow("dev.gil.cluster.**");
  }

  @Override
  protected VoidTask crash() {
    return gil -> MemoryCluster.crash();
  }
}
