package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The sum of 8,192 ints, which the compiler adds several at once: as it is, and with checkpoints.
 */
@State(Scope.Thread)
public class VectorLoopBenchmark {
  private static final int SIZE = 8_192;

  private final GlobalLock lock = ContendedLock.named("bench-vector");
  private final int[] values = new Random(1).ints(SIZE).toArray();

  @SuppressWarnings("NullAway.Init") // held during an iteration
  private Attachment attached;

  @Setup(Level.Iteration)
  public void attach() {
    attached = lock.attach();
  }

  @TearDown(Level.Iteration)
  public void close() {
    attached.close();
  }

  @Benchmark
  public long bare() {
    int[] array = values;
    long sum = 0;
    for (int i = 0; i < array.length; i++) {
      sum += array[i];
    }
    return sum;
  }

  @Benchmark
  public long gil() {
    return StripMinedSum.of(values, attached);
  }
}
