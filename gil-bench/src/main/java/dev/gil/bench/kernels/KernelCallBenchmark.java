package dev.gil.bench.kernels;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import dev.gil.kernel.Kernels;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A kernel of about 100 ns that nobody waits for, under a lock that somebody once waited for: bare,
 * with the lock held, and with the lock given up and taken back.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // by the setup
public class KernelCallBenchmark {
  private static final GlobalLock LOCK = ContendedLock.named("bench-kernel-call");
  private static final ReentrantLock REENTRANT = new ReentrantLock();
  private static final int STEPS = 40;

  private Attachment attachment;
  private long x = 88_172_645_463_325_252L;

  /** JMH measures on the thread that sets up. */
  @Setup(Level.Iteration)
  public void attach() {
    attachment = LOCK.attach();
    REENTRANT.lock();
  }

  @TearDown(Level.Iteration)
  public void close() {
    attachment.close();
    REENTRANT.unlock();
  }

  @Benchmark
  public long bare() {
    x = TwoThreads.steps(x, STEPS);
    return x;
  }

  @Benchmark
  public long gilHeld() {
    long seed = x;
    x =
        Kernels.run(
            attachment,
            pins -> {
              pins.work(STEPS);
              return cancel -> TwoThreads.steps(seed, STEPS);
            });
    return x;
  }

  @Benchmark
  public long gilReleased() {
    long seed = x;
    x = Kernels.run(attachment, pins -> cancel -> TwoThreads.steps(seed, STEPS));
    return x;
  }

  @Benchmark
  public long reentrantReleased() {
    REENTRANT.unlock();
    try {
      x = TwoThreads.steps(x, STEPS);
    } finally {
      REENTRANT.lock();
    }
    return x;
  }
}
