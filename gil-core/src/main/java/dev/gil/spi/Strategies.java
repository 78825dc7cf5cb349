package dev.gil.spi;

import dev.gil.Affinity;
import dev.gil.GlobalLock;
import dev.gil.internal.LockAccess;
import dev.gil.internal.Providers;
import dev.gil.internal.log.Log;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds strategies and opens executors: the only door to a {@link GilExecutor}.
 *
 * {@snippet :
 * try (GilExecutor pool = Strategies.open("threads", StrategySettings.DEFAULTS.workers(4))) {
 *   pool.submit(gil -> work(gil)).get();
 * }
 * }
 *
 * <p>Strategies are found by {@link ServiceLoader}, on the class path and the module path, through
 * the context class loader. A provider that cannot be loaded, or whose id is taken or malformed, is
 * reported by {@link #problems()}, logged once when an executor is opened by id, and never takes
 * the others down. Thread-safe.
 */
public final class Strategies {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final AtomicLong OPENED = new AtomicLong();
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private Strategies() {}

  private record Found(Map<String, ParallelismStrategy> byId, List<String> problems) {}

  /**
   * Opens an executor with the default settings.
   *
   * @param id of the strategy
   * @return an executor to be closed by the caller
   * @throws IllegalArgumentException if there is no such strategy: names those there are
   * @throws UnsupportedOperationException if it cannot run here: says why
   */
  public static GilExecutor open(String id) {
    return open(id, StrategySettings.DEFAULTS);
  }

  /**
   * Opens an executor.
   *
   * @param id of the strategy
   * @param settings how to set it up
   * @return an executor to be closed by the caller
   * @throws IllegalArgumentException if there is no such strategy (names those there are), or if a
   *     lock was lent that it cannot run under
   * @throws UnsupportedOperationException if it cannot run here: says why
   */
  public static GilExecutor open(String id, StrategySettings settings) {
    Found found = find();
    for (String problem : found.problems()) {
      if (LOGGED.add(problem)) {
        Log.gil().log(System.Logger.Level.WARNING, problem);
      }
    }
    @Nullable ParallelismStrategy strategy = found.byId().get(Objects.requireNonNull(id, "id"));
    if (strategy == null) {
      throw new IllegalArgumentException(
          "no strategy \""
              + id
              + "\"; there are "
              + String.join(", ", found.byId().keySet())
              + (found.problems().isEmpty()
                  ? ""
                  : "; not loaded: " + String.join("; ", found.problems())));
    }
    return open(strategy, settings);
  }

  /**
   * Opens an executor of a strategy that need not be registered.
   *
   * @param strategy the way to run tasks
   * @param settings how to set it up
   * @return an executor to be closed by the caller
   * @throws IllegalArgumentException if a lock was lent that it cannot run under
   * @throws UnsupportedOperationException if it cannot run here: says why
   */
  public static GilExecutor open(ParallelismStrategy strategy, StrategySettings settings) {
    Optional<String> why = strategy.unavailable();
    if (why.isPresent()) {
      throw new UnsupportedOperationException(
          "strategy \"" + strategy.id() + "\" cannot run here: " + why.get());
    }
    Set<Trait> traits = Set.copyOf(strategy.traits()); // read once: what is checked is what holds
    checkLent(strategy, traits, settings);
    boolean locked = traits.contains(Trait.ONE_AT_A_TIME);
    boolean own = locked && settings.lock().isEmpty();
    @Nullable GlobalLock lock =
        own ? newLock(strategy, settings) : locked ? settings.lock().orElseThrow() : null;
    try {
      Runner runner = strategy.open(lock == null ? settings : settings.lock(lock));
      return new StrategyExecutor(strategy, traits, settings, runner, lock, own);
    } catch (RuntimeException | Error e) {
      if (own && lock != null) {
        lock.close();
      }
      throw e;
    }
  }

  private static GlobalLock newLock(ParallelismStrategy strategy, StrategySettings settings) {
    GlobalLock.Builder builder =
        GlobalLock.builder(strategy.id() + '-' + OPENED.incrementAndGet())
            .switchInterval(settings.switchInterval());
    settings.listener().ifPresent(builder::listener);
    return builder.build();
  }

  private static void checkAffinity(
      ParallelismStrategy strategy, Set<Trait> traits, GlobalLock lent) {
    if (lent.affinity() == Affinity.THREAD && !traits.contains(Trait.SAME_THREAD)) {
      throw new IllegalArgumentException(
          "strategy \""
              + strategy.id()
              + "\" runs tasks on several threads, and \""
              + lent.name()
              + "\" is for a thread of its own. Use a strategy with SAME_THREAD, such as single");
    }
  }

  private static void checkLent(
      ParallelismStrategy strategy, Set<Trait> traits, StrategySettings settings) {
    if (settings.lock().isEmpty()) {
      return;
    }
    if (traits.contains(Trait.ONE_AT_A_TIME)) {
      checkAffinity(strategy, traits, settings.lock().get());
      return;
    }
    GlobalLock lent = settings.lock().get();
    if (!traits.contains(Trait.LOCK_PER_WORKER)) {
      throw new IllegalArgumentException(
          "strategy \""
              + strategy.id()
              + "\" runs without a lock and cannot run under \""
              + lent.name()
              + '"');
    }
    if (!LockAccess.get().isShared(lent)) {
      throw new IllegalArgumentException(
          "strategy \""
              + strategy.id()
              + "\" has a lock per worker and takes a lent one by its shared name; \""
              + lent.name()
              + "\" is private. Use GlobalLock.shared(...)");
    }
  }

  /**
   * The strategies found, whether or not they can run here, in the order in which they were found.
   *
   * @return a new list
   */
  public static List<ParallelismStrategy> list() {
    return List.copyOf(find().byId().values());
  }

  /**
   * What was wrong with the providers that are not in {@link #list()}.
   *
   * @return a sentence each; empty if all is well
   */
  public static List<String> problems() {
    return find().problems();
  }

  private static Found find() {
    Map<String, ParallelismStrategy> byId = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (ClassLoader from : Providers.loaders()) {
      Providers.each(
          ParallelismStrategy.class,
          from,
          strategy -> add(strategy, byId, problems),
          failure -> addFailure(failure, problems));
    }
    return new Found(byId, List.copyOf(problems));
  }

  private static void addFailure(Throwable failure, List<String> problems) {
    String cause = failure.getCause() == null ? "" : " (" + failure.getCause() + ')';
    String problem = "a strategy provider could not be loaded: " + failure.getMessage() + cause;
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  private static void add(
      ParallelismStrategy strategy, Map<String, ParallelismStrategy> byId, List<String> problems) {
    String id = strategy.id();
    String by = strategy.getClass().getName();
    if (id == null || !ID.matcher(id).matches()) {
      problems.add(
          "strategy "
              + by
              + " has the id \""
              + id
              + "\"; an id is lower-case words joined by hyphens");
      return;
    }
    @Nullable ParallelismStrategy before = byId.putIfAbsent(id, strategy);
    if (before != null && before.getClass() != strategy.getClass()) {
      problems.add(
          "strategy id \"" + id + "\" of " + by + " is taken by " + before.getClass().getName());
    }
  }
}
