package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.NEEDS_SERIALIZABLE;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** S15: a closed executor leaves nothing running. */
final class LeakRules {
  /** The JDK starts these as it likes and keeps them for a while. */
  private static final List<String> OF_THE_JDK =
      List.of(
          "process reaper", "ForkJoinPool", "CompletableFutureDelayScheduler", "Attach Listener");

  private static final int ROUNDS = 500;

  private LeakRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S15.1", "no thread is left after close", "Runner#close")
            .unexplored("looks at the threads and processes of the system")
            .by(LeakRules::threads),
        rule("S15.2", "no process is left after close", "Runner#close")
            .unexplored("looks at the threads and processes of the system")
            .by(LeakRules::processes),
        rule("S15.3", "no thread or process is left after shutdownNow", "Runner#close")
            .unexplored("looks at the threads and processes of the system")
            .by(LeakRules::afterShutdownNow),
        rule("S15.4", "executors of one strategy end one by one", "ParallelismStrategy#open")
            .by(LeakRules::independent),
        rule("S15.5", "the threads of the last tasks are gone when close returns", "Runner#close")
            .needs(SHARES_HEAP)
            .unexplored("looks at the threads and processes of the system")
            .by(LeakRules::lastThreads),
        rule("S15.6", "what a task captured is not kept after its end", "Runner")
            .needs(SHARES_HEAP)
            .without(NEEDS_SERIALIZABLE)
            .by(LeakRules::notKept));
  }

  /** Whatever the JVM starts once is started before anything is compared. */
  private static void warmUp(Trial t) throws Exception {
    GilExecutor pool = t.open();
    TaskOptions timed = TaskOptions.deadline(Duration.ofHours(1));
    t.<String>get(pool.submit(timed, gil -> "warm"));
    pool.close();
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  private static List<String> newThreads(Set<Thread> before) {
    return threads().stream()
        .filter(thread -> !before.contains(thread) && thread.isAlive())
        .map(Thread::getName)
        .filter(name -> OF_THE_JDK.stream().noneMatch(name::startsWith))
        .toList();
  }

  private static Set<Long> processIds() {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private static List<Long> newProcesses(Set<Long> before) {
    return processIds().stream().filter(pid -> !before.contains(pid)).toList();
  }

  private static void use(Trial t, GilExecutor pool) throws Exception {
    List<TaskFuture<String>> futures = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      futures.add(pool.submit(gil -> "used"));
    }
    for (TaskFuture<String> future : futures) {
      t.<String>get(future);
    }
  }

  private static void threads(Trial t) throws Exception {
    warmUp(t);
    Set<Thread> before = threads();
    GilExecutor pool = t.open(t.wide());
    use(t, pool);
    pool.close();
    assertThat(newThreads(before)).as("threads left when close returned").isEmpty();
  }

  private static void processes(Trial t) throws Exception {
    warmUp(t);
    Set<Long> before = processIds();
    GilExecutor pool = t.open(t.wide());
    use(t, pool);
    pool.close();
    assertThat(newProcesses(before)).as("processes left when close returned").isEmpty();
  }

  private static void afterShutdownNow(Trial t) throws Exception {
    warmUp(t);
    Set<Thread> threads = threads();
    Set<Long> processes = processIds();
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    var _ =
        pool.run(
            gil -> {
              m.set("started");
              while (true) {
                m.turn();
                gil.checkpoint();
              }
            });
    for (int i = 0; i < 5; i++) {
      var _ = pool.submit(gil -> "waiting");
    }
    t.awaitMark("started");
    pool.shutdownNow();
    t.assertEnds(pool);
    assertThat(newThreads(threads)).as("threads left").isEmpty();
    assertThat(newProcesses(processes)).as("processes left").isEmpty();
  }

  private static void independent(Trial t) throws Exception {
    GilExecutor first = t.open();
    GilExecutor second = t.open();
    use(t, first);
    use(t, second);
    first.close();
    assertThat(first.isTerminated()).isTrue();
    assertThat(second.isShutdown()).isFalse();
    use(t, second);
  }

  /** The last task ends after the shutdown, so its own thread is the first to close the runner. */
  private static void lastThreads(Trial t) throws Exception {
    warmUp(t);
    Set<Thread> before = threads();
    for (int round = 0; t.again(round, ROUNDS); round++) {
      GilExecutor pool = t.open(t.narrow());
      AtomicBoolean go = new AtomicBoolean();
      TaskFuture<Thread> future =
          pool.submit(
              gil -> {
                while (!go.get()) {
                  Thread.onSpinWait();
                }
                return Thread.currentThread();
              });
      pool.shutdown();
      go.set(true);
      Thread last = t.get(future);
      while (!pool.isTerminated()) {
        Thread.onSpinWait();
      }
      pool.close();
      assertThat(last.isAlive() && !before.contains(last))
          .as(last.getName() + " lives on, in round " + round)
          .isFalse();
    }
  }

  /** The executor stays open and idle: nothing further to do pushes the task out. */
  private static void notKept(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    List<WeakReference<Object>> captured = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      captured.add(capturedBy(t, pool));
    }
    t.eventually(
        "the collection of what tasks captured that have ended",
        () -> {
          t.rest(); // a collection is dear where the heap is large: once nobody is about to let go
          System.gc();
          return captured.stream().allMatch(reference -> reference.get() == null);
        });
  }

  private static WeakReference<Object> capturedBy(Trial t, GilExecutor pool) throws Exception {
    Object object = new Object();
    t.<Integer>get(pool.submit(gil -> object.hashCode()));
    return new WeakReference<>(object);
  }
}
