package dev.gil.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Work on memory outside the heap, in two steps: under the lock it is checked and its buffers are
 * pinned; then its body runs, mostly without the lock, on that memory alone.
 *
 * <p>A lambda will do: {@link Kernels} has an example. A kernel is known by its class, under which
 * gil learns how long a unit of its work takes: one lambda, one kernel.
 *
 * @param <R> what it returns
 */
@FunctionalInterface
public interface NativeKernel<R extends @Nullable Object> {
  /**
   * Checks the arguments, pins what the body will touch and says how much work it is. Runs on the
   * calling thread, with the locks that it holds.
   *
   * @param pins for this call; not to be kept
   * @return what to run; touches nothing that a lock guards
   * @throws RuntimeException if the arguments do not fit: comes out of {@code run} as it is, and
   *     nothing stays pinned
   */
  Body<R> prepare(KernelPins pins);

  /**
   * What runs with the memory pinned, and perhaps without the lock: a loop over {@link
   * java.lang.foreign.MemorySegment}s, or a call into a native library.
   *
   * @param <R> what it returns
   */
  @FunctionalInterface
  interface Body<R extends @Nullable Object> {
    /**
     * Runs on the calling thread, once. Should not block: it may have one of few places.
     *
     * @param cancel to be polled about once in 100 microseconds of work
     * @return the result
     * @throws RuntimeException if it fails: comes out with the lock held and nothing pinned
     */
    R run(CancelPoll cancel);
  }
}
