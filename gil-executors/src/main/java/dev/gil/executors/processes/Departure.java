package dev.gil.executors.processes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The last things of a runner: its directory and its place among the JVM's shutdown hooks go when
 * its last worker has gone. Thread-safe.
 */
final class Departure {
  private final WorkerSetup setup;
  private final Thread hook;
  private final CountDownLatch gone = new CountDownLatch(1);

  /**
   * Registers the hook.
   *
   * @param jvmExits ends the workers, if the runner was not closed
   */
  Departure(WorkerSetup setup, Runnable jvmExits) {
    this.setup = setup;
    this.hook =
        Thread.ofPlatform()
            .name(setup.threadName("exit"))
            .unstarted(
                () -> {
                  jvmExits.run();
                  setup.delete();
                });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** No worker is left. May be called twice. */
  void leave() {
    setup.delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook with it.
    }
    gone.countDown();
  }

  /** Waits for {@link #leave()}; false if it was not called in time. */
  boolean hasLeftWithin(Duration wait) throws InterruptedException {
    return gone.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for {@link #leave()}, and then for the threads there were until then. */
  boolean await(Duration wait, Supplier<List<Thread>> threads) throws InterruptedException {
    long start = System.nanoTime();
    if (!gone.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    for (Thread thread : threads.get()) {
      long left = Math.max(0, wait.toNanos() - (System.nanoTime() - start));
      if (thread != Thread.currentThread() && !thread.join(Duration.ofNanos(left))) {
        return false;
      }
    }
    return true;
  }
}
