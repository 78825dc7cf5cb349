package dev.gil.micrometer;

import dev.gil.GlobalLock;
import dev.gil.spi.ExecutorSnapshot;
import dev.gil.spi.GilExecutor;
import dev.gil.trace.Incident;
import dev.gil.trace.LockListener;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps Micrometer meters of what locks are used for, and of the workers of executors.
 *
 * {@snippet :
 * var metrics = new GilMetrics(registry);
 * GlobalLock pdfium = metrics.watch(GlobalLock.builder("pdfium").listener(metrics).build());
 * GilExecutor pool =
 *     metrics.watch(Strategies.open("processes", StrategySettings.DEFAULTS.listener(metrics)));
 * }
 *
 * <p>Listening keeps, by lock, the timers {@code gil.lock.hold}, {@code gil.lock.wait}, {@code
 * gil.lock.detached} and {@code gil.lock.kernel}, with the tag {@code process}: {@code this}, or
 * the worker. Watching adds what must be asked for: {@code gil.lock.waiting} and {@code
 * gil.lock.busy} of a lock; {@code gil.worker.count} by state and {@code gil.worker.tasks} of an
 * executor. {@code gil.worker.deaths} counts workers that ended though nobody had told them to.
 *
 * <p>Thread-safe. Meters stay in the registry after their lock or executor was closed.
 */
public final class GilMetrics implements LockListener {
  private static final String HERE = "this";

  private record Key(String process, String lock, State state) {}

  private final MeterRegistry registry;
  private final ConcurrentMap<Key, Timer> timers = new ConcurrentHashMap<>();

  /**
   * Meters in this registry.
   *
   * @param registry gets a meter when it is first needed
   */
  public GilMetrics(MeterRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  @Override
  public void waited(String lock, Thread thread, long from, long to) {
    record(HERE, lock, State.WAIT, to - from);
  }

  @Override
  public void held(String lock, Thread thread, long from, long to, boolean handedOver) {
    record(HERE, lock, State.HOLD, to - from);
  }

  @Override
  public void detached(String lock, Thread thread, long from, long to) {
    record(HERE, lock, State.BLOCKED, to - from);
  }

  @Override
  public void ranKernel(String lock, Thread thread, long from, long to) {
    record(HERE, lock, State.KERNEL, to - from);
  }

  @Override
  public boolean hearsWorkers() {
    return true;
  }

  @Override
  public void workerTold(Trace part) {
    for (Lane lane : part.lanes()) {
      for (Span span : lane.spans()) {
        record(place(lane.process()), span.lock(), span.state(), span.nanos());
      }
    }
    for (Incident incident : part.incidents()) {
      if (incident.kind() == Incident.Kind.WORKER_DIED) {
        registry.counter("gil.worker.deaths", "worker", place(incident.process())).increment();
      }
    }
  }

  /** A worker's place, not its process: a tag must not have a value for each process there was. */
  private static String place(String process) {
    int pid = process.indexOf(" (pid ");
    return pid < 0 ? process : process.substring(0, pid);
  }

  private void record(String process, String lock, State state, long nanos) {
    timers
        .computeIfAbsent(new Key(process, lock, state), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Key key) {
    return Timer.builder(name(key.state))
        .description(description(key.state))
        .tag("lock", key.lock)
        .tag("process", key.process)
        .register(registry);
  }

  private static String name(State state) {
    return switch (state) {
      case HOLD -> "gil.lock.hold";
      case WAIT -> "gil.lock.wait";
      case BLOCKED -> "gil.lock.detached";
      case KERNEL -> "gil.lock.kernel";
    };
  }

  private static String description(State state) {
    return switch (state) {
      case HOLD -> "How long threads held the lock";
      case WAIT -> "How long threads waited for the lock and got it";
      case BLOCKED -> "How long threads ran, or were blocked, with the lock given up";
      case KERNEL -> "How long kernels ran with the lock given up";
    };
  }

  /**
   * Adds gauges of a lock that these metrics listen to: {@code gil.lock.waiting}, how many threads
   * wait, and {@code gil.lock.busy}, the share of the time since it was last read in which the lock
   * was held. A hold counts when it has ended.
   *
   * @param lock not kept from being collected
   * @return {@code lock}
   */
  public GlobalLock watch(GlobalLock lock) {
    Gauge.builder("gil.lock.waiting", lock, l -> l.snapshot().waiters().size())
        .description("How many threads wait for the lock")
        .tag("lock", lock.name())
        .register(registry);
    Timer holds = timers.computeIfAbsent(new Key(HERE, lock.name(), State.HOLD), this::timer);
    BusyShare busy = new BusyShare(registry.config().clock());
    Gauge.builder("gil.lock.busy", lock, _ -> busy.of(holds.totalTime(TimeUnit.NANOSECONDS)))
        .description("The share of the time in which the lock was held, from 0 to 1")
        .tag("lock", lock.name())
        .register(registry);
    return lock;
  }

  /**
   * Adds meters of an executor's workers: {@code gil.worker.count} by state and {@code
   * gil.worker.tasks}.
   *
   * @param executor not kept from being collected
   * @return {@code executor}
   */
  public GilExecutor watch(GilExecutor executor) {
    String strategy = executor.snapshot().strategy();
    for (String state : new String[] {"idle", "busy", "spare", "starting", "ending", "absent"}) {
      Gauge.builder("gil.worker.count", executor, e -> count(e.snapshot(), state))
          .description("How many workers are in a state")
          .tag("strategy", strategy)
          .tag("state", state)
          .register(registry);
    }
    FunctionCounter.builder("gil.worker.tasks", executor, GilMetrics::tasks)
        .description("How many tasks workers have ended")
        .tag("strategy", strategy)
        .register(registry);
    return executor;
  }

  private static double count(ExecutorSnapshot snapshot, String state) {
    return snapshot.workers().stream().filter(worker -> worker.state().equals(state)).count();
  }

  private static double tasks(GilExecutor executor) {
    return executor.snapshot().workers().stream().mapToLong(worker -> worker.tasks()).sum();
  }
}
