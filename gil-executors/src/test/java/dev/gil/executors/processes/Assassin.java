package dev.gil.executors.processes;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.WorkerSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Kills worker processes of a pool, again and again, until it is closed. */
final class Assassin implements AutoCloseable {
  private final GilExecutor pool;
  private final Predicate<WorkerSnapshot> victims;
  private final Random random;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Set<Long> killed = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> gone;

  private Assassin(
      GilExecutor pool, Duration pause, boolean all, Predicate<WorkerSnapshot> victims, long seed) {
    this.pool = pool;
    this.victims = victims;
    this.random = new Random(seed);
    this.gone =
        CompletableFuture.runAsync(
            () -> haunt(pause, all), Thread.ofPlatform().daemon().name("assassin")::start);
  }

  /** One at random, also one that only starts. */
  static Assassin ofOne(GilExecutor pool, Duration pause, long seed) {
    return new Assassin(pool, pause, false, _ -> true, seed);
  }

  /**
   * One at random of those that have ended a task since they were first looked at, so that starts
   * and first tasks are never outrun, however slow the machine is.
   */
  static Assassin ofOneThatServes(GilExecutor pool, Duration pause, long seed) {
    Map<Long, Long> before = new ConcurrentHashMap<>();
    return new Assassin(
        pool,
        pause,
        false,
        worker ->
            Set.of("idle", "busy").contains(worker.state())
                && worker.tasks() > before.computeIfAbsent(worker.pid(), _ -> worker.tasks()),
        seed);
  }

  /** All there are at that moment. */
  static Assassin ofAll(GilExecutor pool, Duration pause) {
    return new Assassin(pool, pause, true, _ -> true, 0);
  }

  private void haunt(Duration pause, boolean all) {
    try {
      while (!end.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        List<Long> there =
            pool.snapshot().workers().stream()
                .filter(worker -> worker.pid() > 0)
                .filter(victims)
                .map(WorkerSnapshot::pid)
                .toList();
        if (all) {
          there.forEach(this::kill);
        } else if (!there.isEmpty()) {
          kill(there.get(random.nextInt(there.size())));
        }
      }
    } catch (InterruptedException e) {
      // Nobody else knows this thread.
    }
  }

  /** A child of ours only: the pid may have been given to somebody else by now. */
  private void kill(long pid) {
    ProcessHandle me = ProcessHandle.current();
    ProcessHandle.of(pid)
        .filter(process -> process.parent().map(me::equals).orElse(false))
        .filter(ProcessHandle::destroyForcibly)
        .ifPresent(process -> killed.add(pid));
  }

  /** Whom it killed. After closing. */
  Set<Long> killed() {
    return Set.copyOf(killed);
  }

  @Override
  public void close() {
    end.countDown();
    gone.join();
  }
}
