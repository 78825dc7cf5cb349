package dev.gil.cluster;

import dev.gil.cluster.redis.RedisEngine;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in members that take them from a Redis or Valkey server, JVMs on this and other
 * machines, each under a lock of its own. A task {@linkplain
 * dev.gil.spi.TaskOptions#idempotent(int) declared idempotent} is begun <b>at least once</b>, and
 * again when its member is lost, as often as it allows; any other is begun <b>at most once</b>, and
 * fails with {@link WorkerLostException} if the member that had begun it is lost. What a lost
 * member had not begun goes elsewhere, at no cost. Never exactly once. Costs a server to keep, and
 * serialization; on one machine use {@code processes}.
 *
 * <p>For those who have such a server, or need encryption and access control, which {@link
 * ClusterStrategy} has not. Members need no way to each other or to clients, only to the server.
 * Needs {@code org.redisson:redisson} on the class path, which gil-cluster does not bring along.
 *
 * <p>All else is as in {@link ClusterStrategy}. What differs: the server is asked five times a
 * second who is there, so a member that was killed is noticed a little later, one that stands still
 * after the same 10 s. While the server is away for less than that, tasks run on and what is sent
 * meanwhile is lost; longer, and all that was sent is. It keeps nothing for another client.
 *
 * <p>By id it reads the system properties {@code gil.cluster.name} and {@code gil.cluster.redis}
 * (the address), and {@code gil.cluster.local} for a number of members on this machine.
 * Thread-safe.
 */
public final class ClusterRedisStrategy implements ParallelismStrategy {
  private final @Nullable RedisSettings settings;
  private final RunnerCounts counts = new RunnerCounts();

  /** For {@link java.util.ServiceLoader}: its cluster is that of the system properties. */
  public ClusterRedisStrategy() {
    this.settings = null;
  }

  /**
   * For {@code Strategies.open(strategy, settings)}.
   *
   * @param settings which cluster, and which server
   */
  public ClusterRedisStrategy(RedisSettings settings) {
    this.settings = settings;
  }

  @Override
  public String id() {
    return "cluster-redis";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.LOCK_PER_WORKER,
        Trait.PARALLEL_CPU,
        Trait.OVERLAPS_BLOCKING,
        Trait.NEEDS_SERIALIZABLE,
        Trait.ISOLATES_CRASHES,
        Trait.YIELDS_AT_CHECKPOINT,
        Trait.DISTRIBUTED);
  }

  /**
   * Connects to the server, and waits for the first member.
   *
   * @throws dev.gil.WorkerStartFailedException if the server or a member does not answer within the
   *     patience: names the address
   * @throws IllegalArgumentException if the server is elsewhere and not safe to reach
   */
  @Override
  public Runner open(StrategySettings with) {
    RedisSettings cluster = settings == null ? ClusterProperties.readRedis() : settings;
    var address = cluster.allowedAddress();
    if (cluster.local() > 0) {
      var _ = LocalMembers.sharedByRedis(cluster.name(), cluster.local(), cluster.given());
    }
    return new ClusterRunner(
        RedisEngine.open(address, cluster.name(), cluster.patience()),
        id(),
        with,
        cluster.patience(),
        counts,
        (_, _) -> {});
  }

  /** Says what is missing: Redisson, or a system property if it is to go by those. */
  @Override
  public Optional<String> unavailable() {
    try {
      var _ = Class.forName("org.redisson.Redisson", false, getClass().getClassLoader());
    } catch (ClassNotFoundException e) {
      return Optional.of(
          "Redisson is not on the class path: add org.redisson:redisson to the program and to its"
              + " members");
    }
    return settings == null ? ClusterProperties.missingRedis() : Optional.empty();
  }

  /**
   * What its executors have sent so far.
   *
   * @return the sums
   */
  public ClusterCounts counts() {
    return Opening.counts(counts);
  }
}
