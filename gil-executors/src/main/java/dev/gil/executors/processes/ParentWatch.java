package dev.gil.executors.processes;

import dev.gil.spi.RemoteTask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Listens to {@link Control}, and ends this worker when its parent is gone, whatever the worker is
 * doing.
 *
 * <p>A thread of its own is blocked on the standard input, whose other end only the parent holds:
 * the kernel closes it however the parent dies, so nothing need be polled and no parent with a
 * recycled pid is mistaken for ours. It runs no code of tasks: what it hears it passes on. What it
 * tidies up cannot keep it from halting.
 */
final class ParentWatch {
  /** In place of the id of a task to cancel: there will be no more tasks. */
  static final long DRAIN = 0;

  private static final int ORPHANED = 5;
  private static final int DEAF = 7;
  private static final long EXITING_MILLIS = 2_000;
  private static final long TIDYING_MILLIS = 100;

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  /** Gets an answer. */
  @FunctionalInterface
  interface Time {
    void accept(long ask, long nanos);
  }

  private ParentWatch() {}

  /**
   * Starts to watch.
   *
   * @param directories to be deleted by an orphan
   * @param said gets the ids of tasks to cancel
   * @param time gets the parent's answers to asks for its time
   */
  static void start(
      InputStream fromParent, Collection<Path> directories, BlockingQueue<Long> said, Time time) {
    // Made now: an orphan on a busy machine has no time for it.
    Thread tidying =
        Thread.ofPlatform()
            .daemon()
            .unstarted(
                () -> {
                  for (Path directory : directories) { // a lambda would have to be linked first
                    PrivateDirectory.delete(directory);
                  }
                  RemoteTask.orphaned();
                });
    Control.Listener listener =
        new Control.Listener() {
          @Override
          public void cancel(long id) {
            said.add(id);
          }

          @Override
          public void drain() {
            said.add(DRAIN);
            leaveTheRead();
          }

          @Override
          public void time(long ask, long nanos) {
            time.accept(ask, nanos);
          }
        };
    Thread.ofPlatform()
        .daemon()
        .name("gil-parent-watch")
        .start(() -> watch(fromParent, listener, tidying));
  }

  private static void watch(InputStream fromParent, Control.Listener listener, Thread tidying) {
    try {
      Control.listen(fromParent, listener);
    } catch (IOException e) {
      // The parent may be there, and need its files. Without it this process must not be.
      Runtime.getRuntime().halt(DEAF);
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

  /** A JVM that exits waits 300 ms for threads in native code. */
  private static void leaveTheRead() {
    try {
      Thread.sleep(EXITING_MILLIS);
    } catch (InterruptedException e) {
      // Nobody else knows this thread.
    }
    Runtime.getRuntime().halt(ORPHANED);
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
