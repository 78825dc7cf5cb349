package dev.gil.kernel;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long a unit of work takes in the kernels of one class, learnt from their runs.
 *
 * <p>Learnt for each power of two of the work by itself: a call has a cost of its own, which in a
 * small one outweighs the units, and large ones leave the caches. The rate is the median of the
 * last {@value #KEPT} timed runs, so that neither the first ones, which the interpreter runs, nor
 * those that lost their processor in the middle count for long. The first runs are all timed, later
 * ones at random: a count that every call wrote would pass from core to core.
 *
 * <p>Thread-safe. Readers see some rate that was right lately, or none yet.
 */
final class KernelRate {
  private static final int KEPT = 9;

  /** One run in so many is timed, once there are enough samples; a power of two. */
  private static final int SAMPLED = 256;

  private static final ClassValue<KernelRate> RATES =
      new ClassValue<>() {
        @Override
        protected KernelRate computeValue(Class<?> type) {
          return new KernelRate();
        }
      };

  /** In front of {@link #RATES}, which takes 16 ns where this takes 2; a power of two. */
  private static final @Nullable Found[] LATELY = new Found[256];

  private final OfSize[] sizes = new OfSize[Long.SIZE];

  private KernelRate() {
    Arrays.setAll(sizes, _ -> new OfSize());
  }

  /** A class, weakly, and its rate, which does not know the class. */
  private static final class Found extends WeakReference<Class<?>> {
    private final KernelRate rate;

    Found(Class<?> type, KernelRate rate) {
      super(type);
      this.rate = rate;
    }
  }

  /** Of all kernels of that class. */
  static KernelRate of(Object kernel) {
    Class<?> type = kernel.getClass();
    int at = type.hashCode() & (LATELY.length - 1);
    @Nullable Found found = LATELY[at]; // a race: all fields are final, and either value is right
    if (found != null && found.refersTo(type)) {
      return found.rate;
    }
    KernelRate rate = RATES.get(type);
    LATELY[at] = new Found(type, rate);
    return rate;
  }

  /** Of work of about that many units; at least 1. */
  OfSize of(long units) {
    return sizes[Long.SIZE - 1 - Long.numberOfLeadingZeros(units)];
  }

  /** The rate of one power of two. */
  static final class OfSize {
    private final float[] last = new float[KEPT]; // guarded by this
    private int samples; // written under this; stops at KEPT
    private int next; // guarded by this
    private float nanosPerUnit; // written under this; 0 until it is known

    /** Whether so much work takes longer than the limit; what is not known yet does. */
    boolean isLonger(long units, long nanos) {
      float rate =
          nanosPerUnit; // once: read without the monitor, it alone says whether it is known
      return rate == 0 || units * (double) rate >= nanos;
    }

    /** Whether this run is to be timed: asked once for a run, since it is answered by chance. */
    boolean isDue() {
      return samples < KEPT || (ThreadLocalRandom.current().nextInt() & (SAMPLED - 1)) == 0;
    }

    synchronized void sample(long units, long nanos) {
      last[next] = (float) Math.max(1, nanos) / units; // a clock may stand still
      next = (next + 1) % KEPT;
      samples = Math.min(samples + 1, KEPT);
      float[] sorted = Arrays.copyOf(last, samples);
      Arrays.sort(sorted);
      nanosPerUnit = sorted[(samples - 1) / 2];
    }
  }
}
