package dev.gil.testkit.monitors;

import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Threads that wait at a monitor for the next job. Right as it is; a fault makes it one of those
 * mistakes that a test on real threads hardly ever sees.
 */
final class MonitorStrategy implements ParallelismStrategy {
  enum Fault {
    /** Whether anybody sleeps is looked up without the monitor. */
    LOOKS_BEFORE_IT_LOCKS,
    /** Who is woken does not look whether somebody else was faster. */
    TRUSTS_ITS_WAKE_UP,
    /** A job that joins others in the queue wakes nobody. */
    WAKES_FOR_THE_FIRST_ONLY,
    /** Who has run a job takes the two monitors in the other order than who starts one. */
    LOCKS_CROSSWISE
  }

  private final Set<Fault> faults;

  MonitorStrategy(Fault... faults) {
    this.faults = EnumSet.noneOf(Fault.class);
    this.faults.addAll(List.of(faults));
  }

  @Override
  public String id() {
    return "monitor";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.ONE_AT_A_TIME,
        Trait.OVERLAPS_BLOCKING,
        Trait.SHARES_HEAP,
        Trait.YIELDS_AT_CHECKPOINT);
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new Pool(settings.workers());
  }

  private final class Pool implements Runner {
    private final Object mutex = new Object();
    private final Object counting = new Object();
    private final Queue<Job<?>> queue = new ArrayDeque<>(); // guarded by mutex
    private final List<Thread> threads = new ArrayList<>();
    private int idle; // guarded by mutex
    private int started; // guarded by counting
    private int ended; // guarded by counting
    private boolean closed; // guarded by mutex

    Pool(int workers) {
      for (int i = 0; i < workers; i++) {
        threads.add(Thread.ofPlatform().daemon().name("monitor-" + i).unstarted(this::loop));
      }
      threads.forEach(Thread::start);
    }

    private boolean has(Fault fault) {
      return faults.contains(fault);
    }

    @Override
    public void start(Job<?> job) {
      boolean sleeps = !has(Fault.LOOKS_BEFORE_IT_LOCKS) || idle > 0;
      synchronized (mutex) {
        synchronized (counting) {
          started++;
        }
        queue.add(job);
        if (sleeps && (queue.size() == 1 || !has(Fault.WAKES_FOR_THE_FIRST_ONLY))) {
          mutex.notify();
        }
      }
    }

    @Override
    public String toString() {
      synchronized (counting) {
        return "monitor, started " + started + ", ended " + ended;
      }
    }

    private void loop() {
      while (true) {
        Job<?> job;
        synchronized (mutex) {
          try {
            if (!awaitJob()) {
              return;
            }
          } catch (InterruptedException e) {
            continue;
          }
          job = queue.remove();
        }
        job.run();
        countEnd();
      }
    }

    private void countEnd() {
      synchronized (counting) {
        ended++;
        if (has(Fault.LOCKS_CROSSWISE)) {
          synchronized (mutex) {
            mutex.notify();
          }
        }
      }
    }

    private boolean awaitJob() throws InterruptedException {
      idle++;
      try {
        while (queue.isEmpty()) {
          if (closed) {
            return false;
          }
          mutex.wait();
          if (has(Fault.TRUSTS_ITS_WAKE_UP) && !closed) {
            return true;
          }
        }
        return true;
      } finally {
        idle--;
      }
    }

    @Override
    public boolean close(boolean now, Duration wait) throws InterruptedException {
      synchronized (mutex) {
        closed = true;
        if (now) {
          queue.clear();
        }
        mutex.notifyAll();
      }
      long end = System.nanoTime() + wait.toNanos();
      for (Thread thread : threads) {
        long left = Math.max(0, end - System.nanoTime());
        if (thread == Thread.currentThread() || !thread.join(Duration.ofNanos(left))) {
          return false;
        }
      }
      return true;
    }
  }
}
