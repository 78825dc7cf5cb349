package dev.gil.executors.explicit;

import dev.gil.executors.internal.Errand;
import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Starts a virtual thread for each job. */
final class ThreadPerJobRunner implements Runner {
  private final Optional<String> prefix;
  private final AtomicLong started = new AtomicLong();
  private final Crowd crowd = new Crowd();

  ThreadPerJobRunner(Optional<String> prefix) {
    this.prefix = prefix;
  }

  @Override
  public void start(Job<?> job) {
    crowd.enter();
    // Where names are not asked for a thread is called as its task: one string for all of a kind.
    String name = prefix.isEmpty() ? job.label() : prefix.get() + started.incrementAndGet();
    Errand errand = new Errand(job);
    try {
      Thread.ofVirtual()
          .inheritInheritableThreadLocals(false)
          .name(name)
          .start(
              () -> {
                try {
                  errand.run();
                } finally {
                  crowd.leave();
                }
              });
    } catch (RuntimeException | Error e) {
      crowd.withdraw();
      throw e;
    }
  }

  @Override
  public boolean close(boolean now, Duration wait) throws InterruptedException {
    return crowd.close(wait);
  }
}
