package dev.gil.bench.closing;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Prints, in milliseconds, how long from {@code close()} to the last waiter's exception, beside a
 * bare unpark loop over as many threads; and what 10,000 waiting virtual threads do to others.
 *
 * <p>Argument: how often each is measured, 7 if not given.
 */
public final class ClosingTimes {
  private static final int FEW = 64;
  private static final int MANY = 10_000;
  private static final int TURNS = 1_000;

  private ClosingTimes() {}

  /** Measures and prints. */
  public static void main(String[] args) throws InterruptedException {
    int runs = args.length == 0 ? 7 : Integer.parseInt(args[0]);
    compare("platform", FEW, false, runs * 3);
    compare("virtual", MANY, true, runs);
    compare("platform", MANY, false, runs);
    crowdOfVirtualThreads();
  }

  /** Interleaved; the first of each is not counted. */
  private static void compare(String kind, int count, boolean virtual, int runs)
      throws InterruptedException {
    double[] closing = new double[runs];
    double[] bare = new double[runs];
    for (int i = -1; i < runs; i++) {
      double ofALock = millis(Sleepers.OfALock::new, count, virtual);
      double ofBare = millis(Sleepers.Bare::new, count, virtual);
      if (i >= 0) {
        closing[i] = ofALock;
        bare[i] = ofBare;
      }
    }
    Arrays.sort(closing);
    Arrays.sort(bare);
    System.out.printf(
        "%,6d %-8s  close to last exception: median %.2f ms, worst %.2f;  bare unpark loop: median"
            + " %.2f, worst %.2f;  ratio of medians %.2f  (%d runs)%n",
        count,
        kind,
        closing[runs / 2],
        closing[runs - 1],
        bare[runs / 2],
        bare[runs - 1],
        closing[runs / 2] / bare[runs / 2],
        runs);
  }

  private static double millis(IntFunction<Sleepers> crowd, int count, boolean virtual)
      throws InterruptedException {
    return crowd.apply(count).measure(virtual) / 1e6;
  }

  /** Others run while the crowd waits, and then each of the crowd gets the lock. */
  private static void crowdOfVirtualThreads() throws InterruptedException {
    GlobalLock lock = GlobalLock.create("crowd");
    AtomicInteger served = new AtomicInteger();
    AtomicLong longest = new AtomicLong();
    List<Thread> crowd = new ArrayList<>();
    long opened;
    try (Attachment _ = lock.attach()) {
      for (int i = 0; i < MANY; i++) {
        crowd.add(Thread.startVirtualThread(() -> attachOnce(lock, served, longest)));
      }
      while (lock.snapshot().waiters().size() < MANY) {
        LockSupport.parkNanos(1_000_000);
      }
      long from = System.nanoTime();
      AtomicInteger turns = new AtomicInteger();
      Thread other =
          Thread.startVirtualThread(
              () -> {
                for (int i = 0; i < TURNS; i++) {
                  turns.incrementAndGet();
                  LockSupport.parkNanos(1); // off its carrier and on again
                }
              });
      other.join();
      System.out.printf(
          "%,6d virtual threads wait: another one took %,d turns in %.1f ms, %d of the crowd served"
              + "%n",
          MANY, turns.get(), (System.nanoTime() - from) / 1e6, served.get());
      opened = System.nanoTime();
    }
    for (Thread thread : crowd) {
      thread.join();
    }
    System.out.printf(
        "%,6d virtual threads: %,d were served in %.1f ms after the lock was given up; the longest"
            + " wait, the holder's time included, was %.1f ms%n",
        MANY, served.get(), (System.nanoTime() - opened) / 1e6, longest.get() / 1e6);
  }

  private static void attachOnce(GlobalLock lock, AtomicInteger served, AtomicLong longest) {
    long from = System.nanoTime();
    try (Attachment _ = lock.attach()) {
      long waited = System.nanoTime() - from;
      longest.accumulateAndGet(waited, Math::max);
      served.incrementAndGet();
    }
  }
}
