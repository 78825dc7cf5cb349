package dev.gil.executors.virtual;

import dev.gil.executors.internal.Errand;
import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Runs each job on a virtual thread of its own. */
final class VirtualRunner implements Runner {
  private final GuestScheduler scheduler;
  private final Optional<String> prefix;
  private final AtomicLong started = new AtomicLong();
  private volatile boolean closed;

  VirtualRunner(String id, StrategySettings settings) {
    this.prefix = settings.threadNames();
    this.scheduler =
        new GuestScheduler(settings.lock().orElseThrow(), prefix.orElse("gil-" + id + '-'));
  }

  @Override
  public void start(Job<?> job) {
    if (closed) {
      throw new IllegalStateException("the runner is closed");
    }
    // Where names are not asked for a thread is called as its task: one string for all of a kind.
    String name = prefix.isEmpty() ? job.label() : prefix.get() + started.incrementAndGet();
    VirtualThreads.builder(scheduler)
        .inheritInheritableThreadLocals(false)
        .name(name)
        .unstarted(new Errand(job))
        .start();
  }

  @Override
  public boolean close(boolean now, Duration wait) throws InterruptedException {
    closed = true;
    return scheduler.close(wait);
  }
}
