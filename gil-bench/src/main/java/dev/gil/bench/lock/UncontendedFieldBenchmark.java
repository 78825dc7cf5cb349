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

/** As {@link UncontendedBenchmark}, of locks that are fields of an object. */
@State(Scope.Thread)
public class UncontendedFieldBenchmark {
  private final GlobalLock lock = ContendedLock.named("bench-uncontended-field");
  private final ReentrantLock reentrant = new ReentrantLock();
  private final ReentrantLock fair = new ReentrantLock(true);
  private final StampedLock stamped = new StampedLock();
  private final Semaphore semaphore = new Semaphore(1);
  private final Object monitor = new Object();
  private int plain;

  @Benchmark
  public int gil() {
    try (Attachment _ = lock.attach()) {
      return plain++;
    }
  }

  @Benchmark
  public int reentrantLock() {
    reentrant.lock();
    try {
      return plain++;
    } finally {
      reentrant.unlock();
    }
  }

  @Benchmark
  public int reentrantLockFair() {
    fair.lock();
    try {
      return plain++;
    } finally {
      fair.unlock();
    }
  }

  @Benchmark
  public int synchronizedBlock() {
    synchronized (monitor) {
      return plain++;
    }
  }

  @Benchmark
  public int stampedLock() {
    long stamp = stamped.writeLock();
    try {
      return plain++;
    } finally {
      stamped.unlockWrite(stamp);
    }
  }

  @Benchmark
  public int semaphore() {
    semaphore.acquireUninterruptibly();
    try {
      return plain++;
    } finally {
      semaphore.release();
    }
  }
}
