package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Several threads that want one lock: about 5 ns inside it, and as much outside. */
@State(Scope.Benchmark)
public class ContendedBenchmark {
  private static final int STEPS = 3;

  private final GlobalLock lock = ContendedLock.named("bench-contended");
  private final ReentrantLock reentrant = new ReentrantLock();
  private final ReentrantLock fair = new ReentrantLock(true);
  private final StampedLock stamped = new StampedLock();
  private final Semaphore semaphore = new Semaphore(1);
  private final Object monitor = new Object();
  private long shared = 88_172_645_463_325_252L;

  /** What a thread works on outside the lock. */
  @State(Scope.Thread)
  public static class Own {
    private long x = 362_436_069;

    long work() {
      x = steps(x);
      return x;
    }
  }

  private static long steps(long x) {
    for (int i = 0; i < STEPS; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }

  @Benchmark
  public long gil(Own own) {
    try (Attachment _ = lock.attach()) {
      shared = steps(shared);
    }
    return own.work();
  }

  @Benchmark
  public long reentrantLock(Own own) {
    reentrant.lock();
    try {
      shared = steps(shared);
    } finally {
      reentrant.unlock();
    }
    return own.work();
  }

  @Benchmark
  public long reentrantLockFair(Own own) {
    fair.lock();
    try {
      shared = steps(shared);
    } finally {
      fair.unlock();
    }
    return own.work();
  }

  @Benchmark
  public long synchronizedBlock(Own own) {
    synchronized (monitor) {
      shared = steps(shared);
    }
    return own.work();
  }

  @Benchmark
  public long stampedLock(Own own) {
    long stamp = stamped.writeLock();
    try {
      shared = steps(shared);
    } finally {
      stamped.unlockWrite(stamp);
    }
    return own.work();
  }

  @Benchmark
  public long semaphore(Own own) {
    semaphore.acquireUninterruptibly();
    try {
      shared = steps(shared);
    } finally {
      semaphore.release();
    }
    return own.work();
  }
}
