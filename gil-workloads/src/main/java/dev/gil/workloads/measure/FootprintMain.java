package dev.gil.workloads.measure;

import dev.gil.Attachment;
import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.Trait;
import dev.gil.spi.WorkerSnapshot;
import dev.gil.workloads.companion.Companion;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.StringJoiner;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures footprints in a JVM of their own, which does nothing else. */
final class FootprintMain {
  static final String STARTS = "starts";
  static final String MEMORY = "memory";

  private static final Task<Integer> TASK = _ -> 1;
  private static final long LIMIT_SECONDS = 30;

  /** So many that what the JVM takes meanwhile for itself is little to each. */
  private static final int TASKS = 500;

  private static final int TASKS_BEFORE = 20;
  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final Duration SETTLED = Duration.ofMillis(150);

  /** Bytes that come and go. */
  private static final long NOTHING = 2_000;

  private static final AtomicInteger begun = new AtomicInteger();

  private FootprintMain() {}

  /**
   * How long each takes to start, or how much memory the tasks of one take: threads that have ended
   * leave memory behind that the next ones use again, so no other strategy may run before it.
   */
  public static void main(String[] arguments) throws InterruptedException {
    Companion.endWithParent(() -> {});
    List<String> ids = List.of(arguments).subList(1, arguments.length);
    StringJoiner words = new StringJoiner(" ");
    switch (arguments[0]) {
      case STARTS -> {
        StartUp _ = StartUp.of(Strategies.list().getFirst()); // has gil itself loaded
        ids.forEach(id -> words.add(encode(start(id))));
      }
      case MEMORY -> ids.forEach(id -> words.add(memory(id)));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    Companion.ready(words);
  }

  private static String encode(StartUp start) {
    return start.millis() + " " + URLEncoder.encode('.' + start.problem(), StandardCharsets.UTF_8);
  }

  private static StartUp start(String id) {
    try {
      return StartUp.of(strategy(id));
    } catch (InterruptedException | NoSuchElementException e) {
      return new StartUp(Double.NaN, "not measured: " + e);
    }
  }

  private static String memory(String id) {
    try {
      ParallelismStrategy strategy = strategy(id);
      double worker = worker(strategy);
      double _ = waiting(strategy, TASKS_BEFORE); // loads what is loaded once
      return waiting(strategy, TASKS) + " " + worker;
    } catch (InterruptedException
        | ExecutionException
        | TimeoutException
        | RuntimeException
        | LinkageError e) {
      return Double.NaN + " " + Double.NaN;
    }
  }

  private static ParallelismStrategy strategy(String id) {
    return Strategies.list().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  /** Of main memory, before its first task that does anything; NaN without worker processes. */
  private static double worker(ParallelismStrategy strategy)
      throws InterruptedException, ExecutionException, TimeoutException {
    GilExecutor executor = Strategies.open(strategy, StrategySettings.DEFAULTS.workers(1));
    try {
      executor.submit(TASK).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      double bytes = workers(executor);
      return bytes == 0 ? Double.NaN : bytes;
    } finally {
      executor.shutdownNow();
    }
  }

  /** Of main memory, all worker processes together; 0 if there are none. */
  private static double workers(GilExecutor executor) {
    return executor.snapshot().workers().stream()
        .mapToLong(WorkerSnapshot::pid)
        .filter(pid -> pid > 0 && pid != ProcessHandle.current().pid())
        .mapToDouble(Resident::of)
        .sum();
  }

  /** What a task takes if so many wait, in bytes. */
  private static double waiting(ParallelismStrategy strategy, int tasks)
      throws InterruptedException, ExecutionException, TimeoutException {
    boolean apart = strategy.traits().contains(Trait.LOCK_PER_WORKER);
    StrategySettings settings = StrategySettings.DEFAULTS.queue(tasks);
    settings = apart ? settings.workers(1).inFlight(tasks) : settings.workers(tasks);
    GilExecutor executor = Strategies.open(strategy, settings);
    try {
      executor.submit(TASK).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      double heap = heap();
      double resident = Resident.now() + workers(executor);
      int threads = threads();
      boolean loop =
          strategy.traits().contains(Trait.SAME_THREAD)
              && strategy.traits().contains(Trait.OVERLAPS_BLOCKING);
      List<Object> futures = new ArrayList<>(tasks);
      for (int i = 0; i < tasks; i++) {
        futures.add(
            loop
                ? executor.submitAsync(FootprintMain::waitOnTheLoop)
                : executor.submit(FootprintMain::waitDetached));
      }
      settle();
      double grown = heap() - heap;
      // Without threads or processes for them, what else grew is the JVM's own.
      if (apart || threads() - threads >= tasks / 2) {
        grown += Math.max(0, Resident.now() + workers(executor) - resident);
      }
      if (futures.size() != tasks) {
        throw new IllegalStateException("futures were lost");
      }
      return grown / tasks;
    } finally {
      executor.shutdownNow();
      executor.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static int waitDetached(Attachment gil) throws InterruptedException {
    begun.incrementAndGet();
    try (var _ = gil.detach()) {
      Thread.sleep(FOR_EVER);
    }
    return 1;
  }

  private static CompletionStage<Integer> waitOnTheLoop(Attachment gil) {
    begun.incrementAndGet();
    return Continuations.here().delay(FOR_EVER).thenApply(_ -> 1);
  }

  /** Until no more tasks begin. */
  private static void settle() throws InterruptedException {
    int seen = -1;
    while (seen != begun.get()) {
      seen = begun.get();
      Thread.sleep(SETTLED);
    }
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** Once no collection finds anything more: what a thread leaves behind goes when it is gone. */
  private static double heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int settled = 0; settled < 3; ) {
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      settled = used < least - NOTHING ? 0 : settled + 1;
      least = Math.min(least, used);
      Thread.sleep(10);
    }
    return least;
  }
}
