package dev.gil.spi;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The clock of all deadlines of this JVM: one daemon thread, started by the first deadline, that
 * never runs tasks.
 */
final class Deadlines {
  private Deadlines() {}

  private static final class Timer {
    static final ScheduledThreadPoolExecutor THREAD = start();

    private static ScheduledThreadPoolExecutor start() {
      ScheduledThreadPoolExecutor timer =
          new ScheduledThreadPoolExecutor(
              1, Thread.ofPlatform().daemon().name("gil-deadlines").factory());
      timer.setRemoveOnCancelPolicy(true);
      return timer;
    }
  }

  /** How many have neither come nor been called off. */
  static int ahead() {
    return Timer.THREAD.getQueue().size();
  }

  static Future<?> after(Duration limit, Runnable expired) {
    return Timer.THREAD.schedule(
        expired, TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
  }
}
