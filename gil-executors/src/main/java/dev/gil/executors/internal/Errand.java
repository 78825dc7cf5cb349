package dev.gil.executors.internal;

import dev.gil.spi.Job;
import org.jspecify.annotations.Nullable;

/**
 * A job for a thread of its own, which lets go of it before it runs: whoever remembers the thread
 * for a while, to see it end or as the last that ran, does not keep what the task captured.
 */
public final class Errand implements Runnable {
  private @Nullable Job<?> job;

  /**
   * An errand that can be run once.
   *
   * @param job to run
   */
  public Errand(Job<?> job) {
    this.job = job;
  }

  @Override
  public void run() {
    @Nullable Job<?> mine = job;
    job = null;
    if (mine != null) {
      mine.run();
    }
  }
}
