package dev.gil.executors.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends this worker when its parent is gone, whatever the worker is doing.
 *
 * <p>A thread of its own is blocked on the standard input, whose other end only the parent holds:
 * the kernel closes it however the parent dies, so nothing need be polled and no parent with a
 * recycled pid is mistaken for ours. The thread neither allocates nor attaches before it is woken,
 * and what it tidies up cannot keep it from halting.
 */
final class ParentWatch {
  private static final int ORPHANED = 5;
  private static final long EXITING_MILLIS = 2_000;
  private static final long TIDYING_MILLIS = 100;

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private ParentWatch() {}

  static void start(InputStream fromParent, Path directory) {
    // Made now: an orphan on a busy machine has no time for it.
    Thread tidying =
        Thread.ofPlatform().daemon().unstarted(() -> PrivateDirectory.delete(directory));
    Thread.ofPlatform().daemon().name("gil-parent-watch").start(() -> watch(fromParent, tidying));
  }

  private static void watch(InputStream fromParent, Thread tidying) {
    try {
      if (fromParent.read() >= 0) {
        // Dismissed: the JVM is exiting. It waits 300 ms for threads in native code, so not there.
        Thread.sleep(EXITING_MILLIS);
        Runtime.getRuntime().halt(ORPHANED);
      }
    } catch (IOException | InterruptedException e) {
      // As good as its end.
    }
    try {
      tidying.start();
      tidying.join(TIDYING_MILLIS);
    } catch (InterruptedException e) {
      // Nobody else knows this thread; halt all the same.
    } finally {
      Runtime.getRuntime().halt(ORPHANED);
    }
  }

  /** Waits a little, for a thread that found the link closed before the watch did its work. */
  static void giveTime() {
    try {
      var _ = NEVER.await(4 * TIDYING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Then not.
    }
  }
}
