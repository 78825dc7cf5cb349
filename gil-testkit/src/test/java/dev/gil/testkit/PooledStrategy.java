package dev.gil.testkit;

import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small right strategy, threads over one queue, of which faulty ones are made by overriding one
 * step.
 */
class PooledStrategy implements ParallelismStrategy {
  private final Set<Trait> traits;

  PooledStrategy(Trait... traits) {
    this.traits = Set.of(traits);
  }

  @Override
  public String id() {
    return "pooled";
  }

  @Override
  public Set<Trait> traits() {
    return traits;
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new Pool(settings, traits.contains(Trait.SAME_THREAD) ? 1 : settings.workers());
  }

  /** Called by submitting threads. */
  void accept(Pool pool, Job<?> job) {
    pool.queue.addLast(job);
  }

  /** A thread of the pool begins. */
  void arrive(Pool pool) {}

  /** The next job for the calling thread of the pool; null if none came for a while. */
  @Nullable Job<?> take(Pool pool) throws InterruptedException {
    return pool.queue.pollFirst(Pool.POLL.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Called by a thread of the pool. */
  void work(Pool pool, Job<?> job) {
    job.run();
  }

  /** A thread of the pool ends. */
  void leave(Pool pool) throws InterruptedException {}

  /** A job is to be stopped. */
  void stop(Pool pool, Job<?> job) {
    job.interrupt();
  }

  /** Whether the pool says that it is gone. */
  boolean gone(Pool pool, boolean now, Duration wait) throws InterruptedException {
    return pool.join(now, wait);
  }

  final class Pool implements Runner {
    static final Duration POLL = Duration.ofMillis(1);

    final LinkedBlockingDeque<Job<?>> queue = new LinkedBlockingDeque<>();
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final StrategySettings settings;
    private volatile boolean closed;

    Pool(StrategySettings settings, int workers) {
      this.settings = settings;
      for (int i = 0; i < workers; i++) {
        threads.add(Thread.ofPlatform().daemon().name("pooled-" + i).start(this::loop));
      }
    }

    private void loop() {
      try {
        arrive(this);
        while (!closed || !queue.isEmpty()) {
          step();
        }
        leave(this);
      } catch (InterruptedException e) {
        // Nobody interrupts a thread of this pool but to end it.
      }
    }

    /** In a frame of its own, which does not keep the job while the next is waited for. */
    private void step() throws InterruptedException {
      Job<?> job = take(this);
      if (job != null) {
        work(this, job);
      }
    }

    @Override
    public void start(Job<?> job) {
      accept(this, job);
    }

    @Override
    public void stop(Job<?> job) {
      PooledStrategy.this.stop(this, job);
    }

    @Override
    public boolean close(boolean now, Duration wait) throws InterruptedException {
      return gone(this, now, wait);
    }

    boolean join(boolean now, Duration wait) throws InterruptedException {
      closed = true;
      if (now) {
        queue.clear();
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
