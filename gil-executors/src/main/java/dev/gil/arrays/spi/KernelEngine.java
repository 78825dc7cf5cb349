package dev.gil.arrays.spi;

import java.util.Optional;

/**
 * One of several ways to compute what a kernel does. What it computes is said by the interface that
 * extends this one.
 *
 * <p>Found by {@link java.util.ServiceLoader}; made once, without a cost: what costs something
 * waits for {@link #unavailable()} or the first call. Thread-safe: calls run at the same time, each
 * on the thread that called, and start no threads.
 */
public interface KernelEngine {
  /**
   * A short name.
   *
   * @return lower case, the same at every call
   */
  String id();

  /**
   * Which of several engines is taken.
   *
   * @return the greatest of those available is chosen; the scalar engine's is 0
   */
  int preference();

  /**
   * Why it cannot run in this JVM.
   *
   * @return the reason and the remedy; empty if it can
   */
  Optional<String> unavailable();
}
