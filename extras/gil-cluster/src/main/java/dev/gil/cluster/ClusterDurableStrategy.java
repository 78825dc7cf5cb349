package dev.gil.cluster;

import dev.gil.cluster.hazelcast.HazelcastDurableEngine;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in the members of a Hazelcast cluster that keeps them, each with a copy on a second
 * member, until their results are fetched. A task {@linkplain
 * dev.gil.spi.TaskOptions#idempotent(int) declared idempotent} is begun <b>at least once</b> while
 * a member is left, again by the cluster itself when its member is lost, and as often as it allows;
 * any other is begun <b>at most once</b>, and fails with {@link WorkerLostException} if its member
 * is lost, though it may have run. Never exactly once. Costs, beside what {@link ClusterStrategy}
 * does, two round trips a task, and one more in the member.
 *
 * <p>What differs from {@link ClusterStrategy}: tasks outlive the client, and another one can
 * {@linkplain #fetch fetch} their results by the tickets that {@link #onAccepted} told; the loss of
 * two members at once may lose tasks; a task that crashes its JVM is begun again by the cluster,
 * without being counted as retried here. Results that nobody fetches stay until the ring of their
 * partition is full, 10,000 if the member does not say otherwise.
 *
 * <p>By id it reads the same system properties. Thread-safe.
 */
public final class ClusterDurableStrategy implements ParallelismStrategy {
  private final @Nullable ClusterSettings settings;
  private final BiConsumer<String, String> tickets;
  private final RunnerCounts counts = new RunnerCounts();

  /** For {@link java.util.ServiceLoader}: its cluster is that of the system properties. */
  public ClusterDurableStrategy() {
    this(null, (_, _) -> {});
  }

  /**
   * For {@code Strategies.open(strategy, settings)}.
   *
   * @param settings which cluster
   */
  public ClusterDurableStrategy(ClusterSettings settings) {
    this(settings, (_, _) -> {});
  }

  private ClusterDurableStrategy(
      @Nullable ClusterSettings settings, BiConsumer<String, String> tickets) {
    this.settings = settings;
    this.tickets = tickets;
  }

  /**
   * This strategy with a listener for tickets: write them down where another client finds them.
   *
   * @param listener hears, for each task that the cluster keeps, its {@linkplain
   *     dev.gil.spi.TaskOptions#label(String) label} and its ticket; on a thread of the task's own
   * @return a copy
   */
  public ClusterDurableStrategy onAccepted(BiConsumer<String, String> listener) {
    return new ClusterDurableStrategy(settings, listener);
  }

  @Override
  public String id() {
    return "cluster-durable";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.LOCK_PER_WORKER,
        Trait.PARALLEL_CPU,
        Trait.OVERLAPS_BLOCKING,
        Trait.NEEDS_SERIALIZABLE,
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
    return Opening.runner(id(), settings, with, counts, tickets, HazelcastDurableEngine::open);
  }

  /** Says what is missing of the system properties, if it is to go by those. */
  @Override
  public Optional<String> unavailable() {
    return Opening.missing(settings);
  }

  /**
   * Waits for the result of a task that was accepted before, perhaps for a client that is gone, and
   * has the cluster forget it.
   *
   * @param ticket as {@link #onAccepted} told
   * @param type of the result; classes of its package are accepted beside values of the JDK
   * @param with says which further classes are, by {@link StrategySettings#allowed()}
   * @param <T> the result
   * @return the result, null if it is
   * @throws ExecutionException if the task failed, with the same cause as at its own client; or if
   *     the ticket is unknown, its result was fetched before or is of another type
   * @throws InterruptedException if interrupted while waiting; the result stays where it is
   */
  public <T> @Nullable T fetch(String ticket, Class<T> type, StrategySettings with)
      throws InterruptedException, ExecutionException {
    List<String> allowed = new ArrayList<>(with.allowed());
    allowed.add(type.getPackageName() + ".**");
    StrategySettings accepting = with.allow(allowed.toArray(String[]::new));
    HazelcastDurableEngine engine = HazelcastDurableEngine.open(Opening.resolve(settings));
    Task<@Nullable Object> inItsPlace = gil -> null;
    GilExecutor results = Strategies.open(new Fetching(engine, ticket), accepting);
    try {
      return type.cast(results.submit(inItsPlace).get());
    } catch (ClassCastException e) {
      throw new ExecutionException("the result of ticket " + ticket + " is of another type", e);
    } finally {
      var _ = results.shutdownNow();
      engine.close();
    }
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
