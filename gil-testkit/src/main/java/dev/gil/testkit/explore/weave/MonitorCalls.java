package dev.gil.testkit.explore.weave;

/** {@code wait} and {@code notify}, and what asks for a monitor's owner. Called by woven code. */
public final class MonitorCalls {
  private MonitorCalls() {}

  /** Answers {@link Object#wait()}. */
  @Redirect("java/lang/Object.wait()V")
  public static void await(Object object, int site) throws InterruptedException {
    awaitNanos(object, 0, site);
  }

  /** Answers {@link Object#wait(long)}. */
  @Redirect("java/lang/Object.wait(J)V")
  public static void await(Object object, long millis, int site) throws InterruptedException {
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    awaitNanos(object, Durations.nanosOfMillis(millis), site);
  }

  /** Answers {@link Object#wait(long, int)}. */
  @Redirect("java/lang/Object.wait(JI)V")
  public static void await(Object object, long millis, int nanos, int site)
      throws InterruptedException {
    if (millis < 0 || nanos < 0 || nanos > 999_999) {
      throw new IllegalArgumentException("timeout out of range");
    }
    awaitNanos(object, Durations.nanosOfMillis(millis) + nanos, site);
  }

  private static void awaitNanos(Object object, long nanos, int site) throws InterruptedException {
    WovenRun run = WovenRun.current();
    if (run == null || run.isAtomic()) {
      ForeignMonitors.await(object, nanos);
    } else {
      run.monitors().await(object, nanos, site);
    }
  }

  /** Answers {@link Object#notify()}. */
  @Redirect("java/lang/Object.notify()V")
  public static void signal(Object object, int site) {
    signal(object, false, site);
  }

  /** Answers {@link Object#notifyAll()}. */
  @Redirect("java/lang/Object.notifyAll()V")
  public static void signalAll(Object object, int site) {
    signal(object, true, site);
  }

  private static void signal(Object object, boolean all, int site) {
    WovenRun run = WovenRun.current();
    if (run == null || run.isAtomic()) {
      ForeignMonitors.signal(object, all);
    } else {
      run.monitors().signal(object, all, site);
    }
  }

  /** Answers {@link Thread#holdsLock}. */
  @Redirect("java/lang/Thread.holdsLock(Ljava/lang/Object;)Z")
  public static boolean isHeld(Object object, int site) {
    WovenRun run = WovenRun.current();
    return (run == null || run.isAtomic())
        ? ForeignMonitors.isHeld(object)
        : run.monitors().isHeld(object);
  }
}
