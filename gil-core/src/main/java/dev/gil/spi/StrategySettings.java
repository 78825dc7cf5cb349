package dev.gil.spi;

import dev.gil.GlobalLock;
import dev.gil.trace.LockListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an executor is to be set up. Immutable; start from {@link #DEFAULTS}. A strategy ignores what
 * it has no use for.
 *
 * {@snippet :
 * Strategies.open("processes", StrategySettings.DEFAULTS.workers(2).queue(1_000));
 * }
 *
 * @param workers threads or processes, from 1 to 1,024
 * @param queue how many tasks may be unfinished beyond {@code workers} times {@code inFlight}; a
 *     submit beyond that is refused
 * @param inFlight tasks that one worker process may have at a time, from 1 to 1,024
 * @param spares worker processes that are started beyond {@code workers} and get no tasks until one
 *     of those has ended, from 0 to 1,024
 * @param limits when a worker process is replaced though it works
 * @param switchInterval of the executor's own lock, or of each worker's
 * @param stallLimit how long a task may keep the thread of an event loop before it is named in a
 *     warning
 * @param threadNames what the names of its threads begin with; empty for {@code gil-} and the
 *     strategy's id
 * @param listener of the executor's own lock; of each worker's, if it {@linkplain
 *     LockListener#hearsWorkers() hears workers}
 * @param lock lent: never closed by the executor; empty for one of its own
 * @param allowed further classes that may be deserialized, as class names or as package names with
 *     {@code .**}
 * @param workerArguments further arguments of the JVMs of worker processes, such as {@code
 *     -Xmx256m}
 */
public record StrategySettings(
    int workers,
    int queue,
    int inFlight,
    int spares,
    WorkerLimits limits,
    Duration switchInterval,
    Duration stallLimit,
    Optional<String> threadNames,
    Optional<LockListener> listener,
    Optional<GlobalLock> lock,
    List<String> allowed,
    List<String> workerArguments) {
  /**
   * As many workers as this JVM has processors, no bound, one task in flight, no spares, no limits,
   * a switch interval of 5 ms, a stall limit of 100 ms, a lock of its own.
   */
  public static final StrategySettings DEFAULTS =
      new StrategySettings(
          Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 1_024),
          Integer.MAX_VALUE,
          1,
          0,
          WorkerLimits.NONE,
          GlobalLock.DEFAULT_SWITCH_INTERVAL,
          Duration.ofMillis(100),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());

  /**
   * Checks the values and copies the lists.
   *
   * @param workers from 1 to 1,024
   * @param queue at least 0
   * @param inFlight from 1 to 1,024
   * @param spares from 0 to 1,024
   * @param limits of worker processes
   * @param switchInterval from 1 microsecond to 1 day
   * @param stallLimit from 1 millisecond to 1 day
   * @param threadNames what thread names begin with
   * @param listener of the executor's own lock
   * @param lock lent
   * @param allowed further classes that may be deserialized
   * @param workerArguments further arguments of worker JVMs
   * @throws IllegalArgumentException if a value is out of range: the message names it
   */
  public StrategySettings {
    range("workers", workers, 1, 1_024);
    range("queue", queue, 0, Integer.MAX_VALUE);
    range("inFlight", inFlight, 1, 1_024);
    range("spares", spares, 0, 1_024);
    range("switchInterval", switchInterval, Duration.ofNanos(1_000), "1 microsecond");
    range("stallLimit", stallLimit, Duration.ofMillis(1), "1 millisecond");
    allowed = List.copyOf(allowed);
    workerArguments = List.copyOf(workerArguments);
  }

  private static void range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + " is outside " + least + " to " + most);
    }
  }

  private static void range(String name, Duration value, Duration least, String leastInWords) {
    if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          name + " " + value + " is outside " + leastInWords + " to 1 day");
    }
  }

  /**
   * These settings with another number of workers.
   *
   * @param count from 1 to 1,024
   * @return a copy
   * @throws IllegalArgumentException if {@code count} is out of range
   */
  public StrategySettings workers(int count) {
    Draft draft = new Draft(this);
    draft.workers = count;
    return draft.settings();
  }

  /**
   * These settings with a bound on the tasks that wait.
   *
   * @param tasks at least 0
   * @return a copy
   * @throws IllegalArgumentException if {@code tasks} is negative
   */
  public StrategySettings queue(int tasks) {
    Draft draft = new Draft(this);
    draft.queue = tasks;
    return draft.settings();
  }

  /**
   * These settings with another number of tasks in flight per worker process.
   *
   * @param tasks from 1 to 1,024
   * @return a copy
   * @throws IllegalArgumentException if {@code tasks} is out of range
   */
  public StrategySettings inFlight(int tasks) {
    Draft draft = new Draft(this);
    draft.inFlight = tasks;
    return draft.settings();
  }

  /**
   * These settings with another number of spare worker processes. Each costs the memory of a worker
   * and a start when it is used up; in return the tasks behind one that crashed, or was killed at
   * its deadline, wait for milliseconds instead of for the start of a JVM.
   *
   * @param count from 0 to 1,024; one is enough unless several workers end at a time
   * @return a copy
   * @throws IllegalArgumentException if {@code count} is out of range
   */
  public StrategySettings spares(int count) {
    Draft draft = new Draft(this);
    draft.spares = count;
    return draft.settings();
  }

  /**
   * These settings with limits for worker processes, in place of those they had.
   *
   * @param of each worker process
   * @return a copy
   */
  public StrategySettings limits(WorkerLimits of) {
    Draft draft = new Draft(this);
    draft.limits = of;
    return draft.settings();
  }

  /**
   * These settings with another switch interval.
   *
   * @param interval from 1 microsecond to 1 day
   * @return a copy
   * @throws IllegalArgumentException if {@code interval} is out of range
   */
  public StrategySettings switchInterval(Duration interval) {
    Draft draft = new Draft(this);
    draft.switchInterval = interval;
    return draft.settings();
  }

  /**
   * These settings with another stall limit. A shorter one finds more, and is a little more work
   * for the thread that watches a busy loop.
   *
   * @param limit from 1 millisecond to 1 day
   * @return a copy
   * @throws IllegalArgumentException if {@code limit} is out of range
   */
  public StrategySettings stallLimit(Duration limit) {
    Draft draft = new Draft(this);
    draft.stallLimit = limit;
    return draft.settings();
  }

  /**
   * These settings with other thread names.
   *
   * @param prefix a number is added
   * @return a copy
   */
  public StrategySettings threadNames(String prefix) {
    Draft draft = new Draft(this);
    draft.threadNames = Optional.of(prefix);
    return draft.settings();
  }

  /**
   * These settings with a listener for the executor's own lock, or, if it {@linkplain
   * LockListener#hearsWorkers() hears workers}, for those of its worker processes. A lent lock
   * keeps the one it was built with, and has none in workers.
   *
   * @param hears of every hold, wait and detached stretch
   * @return a copy
   */
  public StrategySettings listener(LockListener hears) {
    Draft draft = new Draft(this);
    draft.listener = Optional.of(hears);
    return draft.settings();
  }

  /**
   * These settings with a lock to run under, which stays the lender's. Several executors may run
   * under one lock.
   *
   * @param lent not closed by the executor
   * @return a copy
   */
  public StrategySettings lock(GlobalLock lent) {
    Draft draft = new Draft(this);
    draft.lock = Optional.of(lent);
    return draft.settings();
  }

  /**
   * These settings with further classes that may come out of a deserialization, beside values of
   * the JDK and the classes that come from the same jar or directory as the task.
   *
   * @param patterns class names, or package names with {@code .**}
   * @return a copy
   */
  public StrategySettings allow(String... patterns) {
    Draft draft = new Draft(this);
    draft.allowed = List.of(patterns);
    return draft.settings();
  }

  /**
   * These settings with further arguments for worker JVMs.
   *
   * @param arguments such as {@code -Xmx256m}
   * @return a copy
   */
  public StrategySettings workerArguments(String... arguments) {
    Draft draft = new Draft(this);
    draft.workerArguments = List.of(arguments);
    return draft.settings();
  }

  /** A copy with one value to be changed. */
  private static final class Draft {
    private int workers;
    private int queue;
    private int inFlight;
    private int spares;
    private WorkerLimits limits;
    private Duration switchInterval;
    private Duration stallLimit;
    private Optional<String> threadNames;
    private Optional<LockListener> listener;
    private Optional<GlobalLock> lock;
    private List<String> allowed;
    private List<String> workerArguments;

    Draft(StrategySettings from) {
      workers = from.workers;
      queue = from.queue;
      inFlight = from.inFlight;
      spares = from.spares;
      limits = from.limits;
      switchInterval = from.switchInterval;
      stallLimit = from.stallLimit;
      threadNames = from.threadNames;
      listener = from.listener;
      lock = from.lock;
      allowed = from.allowed;
      workerArguments = from.workerArguments;
    }

    StrategySettings settings() {
      return new StrategySettings(
          workers,
          queue,
          inFlight,
          spares,
          limits,
          switchInterval,
          stallLimit,
          threadNames,
          listener,
          lock,
          allowed,
          workerArguments);
    }
  }
}
