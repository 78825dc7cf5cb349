package dev.gil.cluster;

import dev.gil.cluster.hazelcast.HazelcastEngine;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in the members of a Hazelcast cluster, JVMs on this and other machines, each under a
 * lock of its own. A task {@linkplain dev.gil.spi.TaskOptions#idempotent(int) declared idempotent}
 * is begun <b>at least once</b>, and again when its member is lost, as often as it allows; any
 * other is begun <b>at most once</b>, and fails with {@link WorkerLostException} if its member is
 * lost, though it may have run. Never exactly once: no cluster can promise that. Costs some 260
 * microseconds from submit to result on one machine, and serialization; on one machine use {@code
 * processes}.
 *
 * <p>Members are started by whoever keeps the machines ({@code gil member}, or {@link MemberMain}),
 * with the class path of the application. An executor sends tasks to as many members as it may have
 * {@linkplain StrategySettings#workers() workers}, by default only as many as this JVM has
 * processors; each has {@link StrategySettings#inFlight()} of its tasks at a time, further ones
 * wait here. Members beyond stand by until one is lost. With more in flight than a member has
 * threads some wait there: that hides the way to it, and they are lost with it.
 *
 * <p>Tasks run under the member's lock, or under the one of a {@linkplain StrategySettings#lock
 * lent} lock's shared name there. {@code cancel(true)} and a passed deadline ask the task to stop:
 * its next checkpoint throws and its thread is interrupted; one that heeds neither runs on, and its
 * executor does not end before it. What a task prints appears at the member. Progress is told, but
 * may come after the result; lock listeners do not hear members.
 *
 * <p>A member that was killed is noticed at once, one that stands still after 10 s ({@code
 * gil.cluster.silenceSeconds}). What waits fails when there has been no member for the {@linkplain
 * ClusterSettings#patience() patience}.
 *
 * <p>By id it reads the system properties {@code gil.cluster.name} and {@code gil.cluster.join}
 * (addresses by commas), or {@code gil.cluster.local} for a number of members on this machine.
 * Thread-safe.
 */
public final class ClusterStrategy implements ParallelismStrategy {
  private final @Nullable ClusterSettings settings;
  private final RunnerCounts counts = new RunnerCounts();

  /** For {@link java.util.ServiceLoader}: its cluster is that of the system properties. */
  public ClusterStrategy() {
    this.settings = null;
  }

  /**
   * For {@code Strategies.open(strategy, settings)}.
   *
   * @param settings which cluster
   */
  public ClusterStrategy(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public String id() {
    return "cluster";
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
   * Connects to the cluster, and waits for its first member.
   *
   * @throws dev.gil.WorkerStartFailedException if none answers within the patience: names the
   *     addresses
   */
  @Override
  public Runner open(StrategySettings with) {
    return Opening.runner(id(), settings, with, counts, (_, _) -> {}, HazelcastEngine::open);
  }

  /** Says what is missing of the system properties, if it is to go by those. */
  @Override
  public Optional<String> unavailable() {
    return Opening.missing(settings);
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
