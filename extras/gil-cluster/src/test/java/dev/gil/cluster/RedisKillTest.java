package dev.gil.cluster;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A member is killed while tasks run that came by way of a Redis server. Long: as {@link KillTest}.
 */
class RedisKillTest extends MembersTest {
  @TempDir private Path mine;

  @Override
  TestCluster cluster() {
    return TestCluster.redis();
  }

  @Test
  void idempotentTasksAllHaveTheirValue() throws Exception {
    kill("cluster-redis, idempotent", Killing.AGAIN).forEach(Killing::assertAllRight);
  }

  @Test
  void otherTasksAreBegunAtMostOnce() throws Exception {
    kill("cluster-redis, once", TaskOptions.NONE).forEach(Killing::assertBegunAtMostOnce);
  }

  private List<Killing> kill(String mode, TaskOptions options) throws Exception {
    List<Killing> runs = new ArrayList<>();
    for (int i = 0; i < Killing.RUNS; i++) {
      GilExecutor pool =
          openWhole(new ClusterRedisStrategy(cluster.redisSettings()), ALL.inFlight(4));
      runs.add(Killing.run(mode, pool, options, mine.resolve("run" + i)));
    }
    Killing.print(mode, runs);
    return runs;
  }
}
