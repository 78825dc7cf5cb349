package dev.gil;

import org.jspecify.annotations.Nullable;

/**
 * Numbers the locks that one thread holds by the order in which it took them, so that the innermost
 * is known.
 *
 * <p>The counter is the thread's own. A lock keeps the counter of the thread that took it last, so
 * that a thread which comes back to its lock finds it without a {@link ThreadLocal} look-up. While
 * this JVM has seen a single lock nothing is numbered at all: that lock has order 0 and is outside
 * of any that is made later.
 */
final class ThreadOrder {
  private static final ThreadLocal<Cached> CACHED = new ThreadLocal<>();

  // Plain on purpose: a thread that can reach the second lock got it by a safe publication that
  // came after this was set.
  private static boolean needed;

  private ThreadOrder() {}

  static boolean needed() {
    return needed;
  }

  static void need() {
    needed = true;
  }

  static Cached cached(Thread me) {
    @Nullable Cached cached = CACHED.get();
    if (cached == null) {
      cached = new Cached(me);
      CACHED.set(cached);
    }
    return cached;
  }

  /** The counter of one thread; only that thread touches it. */
  static final class Cached {
    private final Thread thread;
    private long last;

    private Cached(Thread thread) {
      this.thread = thread;
    }

    boolean isOf(Thread me) {
      return thread == me;
    }

    long next() {
      return ++last;
    }
  }
}
