package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Taking and giving up a lock that nobody else wants. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class UncontendedBenchmark {
  private final GlobalLock lock = GlobalLock.create("bench");
  private final ReentrantLock reentrant = new ReentrantLock();
  private int plain;

  @Benchmark
  public int attachAndClose() {
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
  public int nestedAttachAndClose() {
    try (Attachment _ = lock.attach();
        Attachment _ = lock.attach()) {
      return plain++;
    }
  }

  @Benchmark
  public int nestedReentrantLock() {
    reentrant.lock();
    try {
      return reentrantLock();
    } finally {
      reentrant.unlock();
    }
  }
}
