package dev.gil;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Threads of a test: started, awaited within a bound, failures not swallowed. */
final class Threads {
  static final long BOUND_SECONDS = 30;

  private Threads() {}

  /** One thread and what became of it. */
  record Running<T>(Thread thread, FutureTask<T> task) {
    T get() throws Exception {
      return task.get(BOUND_SECONDS, TimeUnit.SECONDS);
    }
  }

  static <T> Running<T> start(Callable<T> body) {
    return start(Thread.ofPlatform().daemon(), body);
  }

  static <T> Running<T> startVirtual(Callable<T> body) {
    return start(Thread.ofVirtual(), body);
  }

  static <T> Running<T> start(Thread.Builder builder, Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    return new Running<>(builder.start(task), task);
  }

  static <T> List<T> getAll(List<Running<T>> all) throws Exception {
    List<T> results = new ArrayList<>();
    for (Running<T> one : all) {
      results.add(one.get());
    }
    return results;
  }

  /** Waits for what cannot be signalled, such as a thread having parked. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + BOUND_SECONDS + " s");
      }
      Thread.yield();
    }
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(BOUND_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("latch not opened within " + BOUND_SECONDS + " s");
    }
  }

  /** Until so many threads sit in the lock's queue. */
  static void untilWaiting(GlobalLock lock, int count) {
    until(() -> lock.snapshot().waiters().size() == count);
  }
}
