package dev.gil.spi;

import java.util.Optional;
import java.util.Set;

/**
 * One way to run tasks: what a provider implements.
 *
 * <p>Registered as a service, by {@code provides dev.gil.spi.ParallelismStrategy with ...} in a
 * module and by {@code META-INF/services/dev.gil.spi.ParallelismStrategy} on the class path, with a
 * public constructor without arguments that does no work. Futures, deadlines, retries, bounds,
 * counters and {@code map} are not the strategy's business: {@link Strategies#open(String)} wraps
 * them round its {@link Runner}.
 *
 * <p>Thread-safe; an instance may open any number of runners.
 */
public interface ParallelismStrategy {
  /**
   * The name users open it by.
   *
   * @return lower-case words of letters and digits joined by hyphens, as {@code virtual-explicit};
   *     unique
   */
  String id();

  /**
   * What it promises.
   *
   * @return always the same set: a mode that changes a trait is another id
   */
  Set<Trait> traits();

  /**
   * Starts what runs the tasks of one executor.
   *
   * @param settings checked, and with a lock in it if the traits say {@link Trait#ONE_AT_A_TIME};
   *     the lock is borrowed
   * @return a runner of its own
   */
  Runner open(StrategySettings settings);

  /**
   * Whether it can run here.
   *
   * @return why not, and what would help; empty if it can
   */
  default Optional<String> unavailable() {
    return Optional.empty();
  }
}
