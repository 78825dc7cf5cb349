package dev.gil.bench.kernels;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** Whether the JIT compilers are still at work on what this thread does. For one thread. */
final class Compilers {
  private static final CompilationMXBean BEAN = ManagementFactory.getCompilationMXBean();

  /** One compilation can take a second, and is counted when it has ended. */
  private static final long QUIET_NANOS = 1_500_000_000L;

  private static final long MOST_NANOS = 60_000_000_000L;

  private final long start = System.nanoTime();
  private long spent = BEAN.getTotalCompilationTime();
  private long changed = start;

  /** Until nothing was compiled for a while, or for a minute. */
  boolean areBusy() {
    long now = System.nanoTime();
    long spentNow = BEAN.getTotalCompilationTime();
    if (spentNow != spent) {
      spent = spentNow;
      changed = now;
    }
    return now - changed < QUIET_NANOS && now - start < MOST_NANOS;
  }
}
