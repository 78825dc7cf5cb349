package dev.gil.workloads.synthetic;

import dev.gil.Attachment;
import dev.gil.spi.AsyncTask;
import dev.gil.spi.Continuations;
import dev.gil.spi.Task;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Computes half of what it has to, waits, computes in kernels, and then the rest. It counts steps,
 * not time, so that it takes longer where it has less of a processor.
 */
final class SyntheticTask implements Task<byte[]>, AsyncTask<byte[]> {
  private static final long serialVersionUID = 1L;

  /** About what one core does here. */
  private static final double STEPS_A_MS = 700_000;

  private static final int STRIDE = 4_096;
  private static final int CHUNK = 16_384;

  /** The code's own lock: one in each JVM. */
  private static final Object HIDDEN = new Object();

  @SuppressWarnings("unused") // written, so that what is allocated escapes
  private static volatile byte @Nullable [] sink;

  private final long steps;
  private final long hiddenSteps;
  private final long kernelSteps;
  private final long waitNanos;
  private final boolean detaches;
  private final int resultBytes;
  private final int allocatedBytes;
  private final byte[] input;

  @SuppressWarnings({"serial", "unused"}) // what keeps it from travelling, where it is not null
  private final @Nullable Object handle;

  SyntheticTask(Spec spec, int number, byte[] input) {
    double factor = spec.factor(number);
    this.steps = (long) (factor * spec.cpuMs * (1 - spec.hiddenShare) * STEPS_A_MS);
    this.hiddenSteps = (long) (factor * spec.cpuMs * spec.hiddenShare * STEPS_A_MS);
    this.kernelSteps = (long) (factor * spec.kernelMs * STEPS_A_MS);
    this.waitNanos = (long) (spec.waitMs * 1e6);
    this.detaches = spec.detaches;
    this.resultBytes = spec.resultBytes;
    this.allocatedBytes = spec.allocatedBytes;
    this.input = input;
    this.handle = spec.serializable ? null : new Object();
  }

  @Override
  public byte[] run(Attachment gil) throws Exception {
    long sum = before(gil);
    if (waitNanos > 0 && detaches) {
      gil.detached(() -> Thread.sleep(Duration.ofNanos(waitNanos)));
    } else if (waitNanos > 0) {
      Thread.sleep(Duration.ofNanos(waitNanos));
    }
    return after(gil, sum);
  }

  @Override
  public CompletionStage<byte[]> start(Attachment gil) {
    long sum = before(gil);
    if (waitNanos == 0) {
      return CompletableFuture.completedStage(after(gil, sum));
    }
    return Continuations.here().delay(Duration.ofNanos(waitNanos)).thenApply(_ -> after(gil, sum));
  }

  private long before(Attachment gil) {
    long sum = 0;
    for (byte each : input) {
      sum += each;
    }
    return spin(gil, steps / 2, sum);
  }

  private byte[] after(Attachment gil, long sum) {
    long mid = sum;
    if (kernelSteps > 0) {
      mid = gil.<Long, RuntimeException>detached(() -> spin(kernelSteps, sum));
    }
    if (hiddenSteps > 0) {
      synchronized (HIDDEN) { // no checkpoint in here: who gets the lock then may want this one
        mid = spin(hiddenSteps, mid);
      }
    }
    allocate();
    long end = spin(gil, steps - steps / 2, mid);
    return ByteBuffer.allocate(resultBytes).putLong(end).array();
  }

  private void allocate() {
    for (int left = allocatedBytes; left > 0; left -= CHUNK) {
      sink = new byte[Math.min(left, CHUNK)];
    }
  }

  private static long spin(Attachment gil, long count, long seed) {
    long x = seed;
    for (long left = count; left > 0; left -= STRIDE) {
      gil.checkpoint();
      x = spin(Math.min(left, STRIDE), x);
    }
    return x;
  }

  private static long spin(long count, long seed) {
    long x = seed | 1;
    for (long i = 0; i < count; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}
