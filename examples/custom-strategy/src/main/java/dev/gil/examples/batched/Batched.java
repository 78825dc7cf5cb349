package dev.gil.examples.batched;

import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs tasks on one thread, all that have arrived in one go. Costs up to a millisecond of delay;
 * gains warm caches.
 */
public final class Batched implements ParallelismStrategy {
  @Override
  public String id() {
    return "batched";
  }

  @Override
  public Set<Trait> traits() {
    return EnumSet.of(Trait.ONE_AT_A_TIME, Trait.IN_ORDER, Trait.SAME_THREAD, Trait.SHARES_HEAP);
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new Batches();
  }

  private static final class Batches implements Runner {
    private final ConcurrentLinkedQueue<Job<?>> queue = new ConcurrentLinkedQueue<>();
    private final Thread loop = Thread.ofPlatform().name("gil-batched").unstarted(this::run);
    private volatile boolean closed;

    private Batches() {
      loop.start();
    }

    @Override
    public void start(Job<?> job) {
      queue.add(job);
    }

    @Override
    public boolean close(boolean now, Duration wait) throws InterruptedException {
      closed = true;
      return loop != Thread.currentThread() && loop.join(wait);
    }

    private void run() {
      while (!closed) {
        LockSupport.parkNanos(1_000_000);
        for (Job<?> job = queue.poll(); job != null; job = queue.poll()) {
          job.run();
        }
      }
    }
  }
}
