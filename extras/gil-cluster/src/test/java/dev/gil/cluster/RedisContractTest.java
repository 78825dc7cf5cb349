package dev.gil.cluster;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.StrategyContract;

/** With real members on a real server. */
class RedisContractTest extends StrategyContract {
  @Override
  protected ParallelismStrategy strategy() {
    return new ClusterRedisStrategy(TestCluster.redis().redisSettings());
  }
}
