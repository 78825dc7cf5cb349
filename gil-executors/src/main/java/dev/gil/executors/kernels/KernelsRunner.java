package dev.gil.executors.kernels;

import dev.gil.executors.internal.ThreadRunner;
import dev.gil.internal.kernel.KernelSlots;
import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import java.time.Duration;

/** Threads whose kernels share the places of one executor. */
final class KernelsRunner implements Runner {
  /** With one processor there are two as well: a kernel may wait for what another one does. */
  private static final int FEWEST = 2;

  private final KernelSlots slots =
      new KernelSlots(Math.max(FEWEST, Runtime.getRuntime().availableProcessors()));

  private final ThreadRunner threads;

  KernelsRunner(StrategySettings settings) {
    this.threads = new ThreadRunner("kernels", settings.workers(), settings, slots::enter);
  }

  @Override
  public void start(Job<?> job) {
    threads.start(job);
  }

  @Override
  public boolean isOnlyThread() {
    return threads.isOnlyThread();
  }

  @Override
  public boolean close(boolean now, Duration wait) throws InterruptedException {
    boolean gone = threads.close(now, wait);
    if (gone) {
      slots.close();
    }
    return gone;
  }
}
