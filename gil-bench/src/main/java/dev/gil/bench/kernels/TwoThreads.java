package dev.gil.bench.kernels;

import dev.gil.GlobalLock;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

/** What two threads share while they play {@link Rounds}, and the work they do. */
final class TwoThreads {
  private final GlobalLock lock;
  private final ReentrantLock jdkLock = new ReentrantLock();
  private final int kernelSteps;
  private final int heldSteps;
  private volatile boolean over;

  @SuppressWarnings("unused") // written, so that the work is done
  private volatile long sink;

  TwoThreads(GlobalLock lock, int kernelSteps, int heldSteps) {
    this.lock = lock;
    this.kernelSteps = kernelSteps;
    this.heldSteps = heldSteps;
  }

  /** Steps that this machine does in a microsecond, by one thread. */
  static double stepsPerMicrosecond() {
    long x = 1;
    double best = 0;
    for (int i = 0; i < 30; i++) {
      long start = System.nanoTime();
      x = steps(x | 1, 1_000_000);
      best = Math.max(best, 1e9 / (System.nanoTime() - start));
    }
    return x == 0 ? Double.NaN : best;
  }

  /** Both threads play for a while; returns rounds a second, of both together. */
  double play(Rounds rounds, long millis) throws Exception {
    over = false;
    FutureTask<Long> first = new FutureTask<>((Callable<Long>) () -> rounds.play(this));
    FutureTask<Long> second = new FutureTask<>((Callable<Long>) () -> rounds.play(this));
    long start = System.nanoTime();
    Thread.ofPlatform().start(first);
    Thread.ofPlatform().start(second);
    Thread.sleep(millis);
    over = true;
    long played = first.get() + second.get();
    return played * 1e9 / (System.nanoTime() - start);
  }

  GlobalLock lock() {
    return lock;
  }

  ReentrantLock jdkLock() {
    return jdkLock;
  }

  int kernelSteps() {
    return kernelSteps;
  }

  boolean isOver() {
    return over;
  }

  long seed() {
    return 88_172_645_463_325_252L;
  }

  void use(long x) {
    sink = x;
  }

  long held(long x) {
    return steps(x, heldSteps);
  }

  /** In registers only, each step waiting for the one before. */
  static long steps(long x, int steps) {
    for (int i = 0; i < steps; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}
