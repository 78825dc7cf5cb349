package dev.gil.bench;

import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Shows that JMH runs here. */
@State(Scope.Benchmark)
public class SampleBenchmark {

  private final ReentrantLock lock = new ReentrantLock();

  @Benchmark
  public int uncontended() {
    lock.lock();
    try {
      return lock.getHoldCount();
    } finally {
      lock.unlock();
    }
  }
}
