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

/**
 * Taking and giving up a lock that nobody else wants, though another thread once did. The locks are
 * constants, as that of a library is.
 */
@State(Scope.Thread)
public class UncontendedBenchmark {
  private static final GlobalLock LOCK = ContendedLock.named("bench-uncontended");
  private static final ReentrantLock REENTRANT = new ReentrantLock();
  private static final ReentrantLock FAIR = new ReentrantLock(true);
  private static final StampedLock STAMPED = new StampedLock();
  private static final Semaphore SEMAPHORE = new Semaphore(1);
  private static final Object MONITOR = new Object();
  private int plain;

  @Benchmark
  public int gil() {
    try (Attachment _ = LOCK.attach()) {
      return plain++;
    }
  }

  @Benchmark
  public int reentrantLock() {
    REENTRANT.lock();
    try {
      return plain++;
    } finally {
      REENTRANT.unlock();
    }
  }

  @Benchmark
  public int reentrantLockFair() {
    FAIR.lock();
    try {
      return plain++;
    } finally {
      FAIR.unlock();
    }
  }

  @Benchmark
  public int synchronizedBlock() {
    synchronized (MONITOR) {
      return plain++;
    }
  }

  @Benchmark
  public int stampedLock() {
    long stamp = STAMPED.writeLock();
    try {
      return plain++;
    } finally {
      STAMPED.unlockWrite(stamp);
    }
  }

  @Benchmark
  public int semaphore() {
    SEMAPHORE.acquireUninterruptibly();
    try {
      return plain++;
    } finally {
      SEMAPHORE.release();
    }
  }
}
