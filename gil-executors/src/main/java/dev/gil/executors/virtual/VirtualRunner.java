package dev.gil.executors.virtual;

import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import java.time.Duration;

/** Runs each job on a virtual thread of its own. */
final class VirtualRunner implements Runner {
  private final GuestScheduler scheduler;
  private final Thread.Builder.OfVirtual threads;
  private volatile boolean closed;

  VirtualRunner(String id, StrategySettings settings) {
    String prefix = settings.threadNames().orElse("gil-" + id + '-');
    this.scheduler = new GuestScheduler(settings.lock().orElseThrow(), prefix);
    this.threads =
        VirtualThreads.builder(scheduler).inheritInheritableThreadLocals(false).name(prefix, 1);
  }

  @Override
  public void start(Job<?> job) {
    if (closed) {
      throw new IllegalStateException("the runner is closed");
    }
    Thread _ = threads.start(job::run);
  }

  @Override
  public boolean close(boolean now, Duration wait) throws InterruptedException {
    closed = true;
    return scheduler.close(wait);
  }
}
