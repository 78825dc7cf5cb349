package dev.gil.kernel;

/** A {@link NativeKernel} without a result: what it does is in the memory that it writes. */
@FunctionalInterface
public interface VoidKernel {
  /**
   * As {@link NativeKernel#prepare}.
   *
   * @param pins for this call; not to be kept
   * @return what to run; touches nothing that a lock guards
   * @throws RuntimeException if the arguments do not fit: comes out of {@code execute} as it is,
   *     and nothing stays pinned
   */
  Body prepare(KernelPins pins);

  /** What runs with the memory pinned, and perhaps without the lock. */
  @FunctionalInterface
  interface Body {
    /**
     * As {@link NativeKernel.Body#run}.
     *
     * @param cancel to be polled about once in 100 microseconds of work
     * @throws RuntimeException if it fails: comes out with the lock held and nothing pinned
     */
    void run(CancelPoll cancel);
  }
}
