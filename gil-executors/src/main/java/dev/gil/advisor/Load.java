package dev.gil.advisor;

/**
 * What tasks did while so many threads ran them: means a task, in milliseconds unless it says
 * otherwise. What is left of a task's time is {@link #blockedMs()}.
 *
 * @param threads that ran them
 * @param tasks how many ran
 * @param elapsedMs from the first begin to the last end, of all tasks together
 * @param cpuMs that it computed, with the lock and without
 * @param lockWaitMs that it waited for the lock, at its begin and later
 * @param runQueueMs that it could have run and had no processor; NaN where the system does not say
 * @param detachedMs that it was without the lock
 * @param detachedCpuMs that it computed meanwhile
 * @param blockedMs that it waited for anything else
 * @param allocatedBytes on the heap
 * @param longestHoldMs the longest that a task kept the lock without giving it up or over
 */
public record Load(
    int threads,
    int tasks,
    double elapsedMs,
    double cpuMs,
    double lockWaitMs,
    double runQueueMs,
    double detachedMs,
    double detachedCpuMs,
    double blockedMs,
    double allocatedBytes,
    double longestHoldMs) {
  /**
   * The time of a task, from when its thread wanted the lock to its end.
   *
   * @return milliseconds
   */
  public double wallMs() {
    return cpuMs + lockWaitMs + blockedMs + (Double.isNaN(runQueueMs) ? 0 : runQueueMs);
  }

  /**
   * How much of what it does a task spends waiting, for neither the lock nor a processor.
   *
   * @return from 0 to 1
   */
  public double blockedShare() {
    double own = cpuMs + blockedMs;
    return own <= 0 ? 0 : blockedMs / own;
  }

  /**
   * How much of what it computes a task computes without the lock, in kernels or elsewhere.
   *
   * @return from 0 to 1
   */
  public double detachedCpuShare() {
    return cpuMs <= 0 ? 0 : Math.min(1, detachedCpuMs / cpuMs);
  }

  /**
   * The share of its time for which a task had no processor.
   *
   * @return from 0 to 1; 0 where the system does not say
   */
  double runQueueShare() {
    double wall = wallMs();
    return Double.isNaN(runQueueMs) || wall <= 0 ? 0 : runQueueMs / wall;
  }
}
