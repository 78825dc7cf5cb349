package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Taking and giving up once more a lock that the thread holds: only the inner pair is measured. */
@State(Scope.Thread)
public class NestedBenchmark {
  private final GlobalLock lock = ContendedLock.named("bench-nested");
  private final ReentrantLock reentrant = new ReentrantLock();
  private final ReentrantLock fair = new ReentrantLock(true);
  private int plain;

  @SuppressWarnings("NullAway.Init") // held during an iteration
  private Attachment outer;

  @Setup(Level.Iteration)
  public void takeThem() {
    outer = lock.attach();
    reentrant.lock();
    fair.lock();
  }

  @TearDown(Level.Iteration)
  public void giveThemUp() {
    fair.unlock();
    reentrant.unlock();
    outer.close();
  }

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
}
