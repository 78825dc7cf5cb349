package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * Two threads under a lock with an interval so short that it is handed over all the time: an
 * operation attaches, makes 20,000 turns with a checkpoint each, and closes.
 */
@State(Scope.Benchmark)
@Threads(2)
public class CountersBenchmark {
  private static final int TURNS = 20_000;

  private final GlobalLock lock = ContendedLock.named("bench-counters");
  private long shared = 88_172_645_463_325_252L;

  public CountersBenchmark() {
    lock.switchInterval(Duration.ofNanos(10_000));
  }

  @Benchmark
  public long gil() {
    try (Attachment gil = lock.attach()) {
      long x = shared;
      for (int i = 0; i < TURNS; i++) {
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
        gil.checkpoint();
      }
      shared = x;
      return x;
    }
  }
}
