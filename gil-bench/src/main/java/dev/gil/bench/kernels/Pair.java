package dev.gil.bench.kernels;

import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;

/** Two threads that compute the same: under one lock, under two, and one after the other. */
final class Pair {
  /** Two threads, each with a lock of its own. */
  static final String APART = "two-locks";

  /** One thread that does the work of both. */
  static final String ALONE = "one-thread";

  static final List<String> PEERS = List.of(APART, ALONE);

  private Pair() {}

  /** Adds all three ways. */
  static void of(
      String gil, KernelScene first, KernelScene second, Map<String, Contender> contenders) {
    GlobalLock shared = ContendedLock.named("bench-both");
    GlobalLock left = ContendedLock.named("bench-left");
    GlobalLock right = ContendedLock.named("bench-right");
    contenders.put(gil, both(first.under(shared), second.under(shared)));
    contenders.put(APART, both(first.under(left), second.under(right)));
    contenders.put(
        ALONE, times -> first.under(left).nanos(times) + second.under(left).nanos(times));
  }

  /** Two threads that begin together, until the last has ended. */
  private static Contender both(Contender first, Contender second) {
    return times -> {
      CyclicBarrier together = new CyclicBarrier(3);
      FutureTask<Long> one = thread(together, first, times);
      FutureTask<Long> other = thread(together, second, times);
      together.await();
      long start = System.nanoTime();
      var _ = one.get();
      var _ = other.get();
      return System.nanoTime() - start;
    };
  }

  private static FutureTask<Long> thread(CyclicBarrier together, Contender contender, int times) {
    FutureTask<Long> task =
        new FutureTask<>(
            () -> {
              together.await();
              return contender.nanos(times);
            });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}
