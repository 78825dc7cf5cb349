package dev.gil;

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
  /** Arrays of the JDK's, since a value of this class would keep its class loader alive. */
  private static final ThreadLocal<long[]> COUNTER = ThreadLocal.withInitial(() -> new long[1]);

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
    return new Cached(me.threadId(), COUNTER.get());
  }

  /**
   * The counter of one thread, as a lock remembers it; only that thread touches it. The thread is
   * known by its id, which no other ever has: a lock that kept a thread which has ended would keep
   * what that ran, too.
   */
  static final class Cached {
    private final long threadId;
    private final long[] counter;

    private Cached(long threadId, long[] counter) {
      this.threadId = threadId;
      this.counter = counter;
    }

    boolean isOf(Thread me) {
      return threadId == me.threadId();
    }

    long next() {
      return ++counter[0];
    }
  }
}
