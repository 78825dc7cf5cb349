package dev.gil.internal;

import dev.gil.internal.mount.MountState;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint must know of the task that runs: whether it was cancelled, and who hears of its
 * progress.
 *
 * <p>The cancel belongs to the task, the request word to the lock. A canceller sets the flag first
 * and raises the word second; a checkpoint lowers the word first and reads the flag second. So
 * either the checkpoint sees the flag, or the word is still raised for the next one. A thread that
 * takes the lock back reads its own task's flag and raises the word again, since somebody else's
 * checkpoint may have lowered it meanwhile.
 *
 * <p>An interface, so that a job's future can be its context: one object less for each task that
 * waits.
 */
public interface TaskContext {
  /** Hears of a task's progress. */
  interface Progress {
    /** Called on the thread of the task, while it is attached. */
    void at(long done, long total);
  }

  /** The task that this thread runs, or null. */
  static @Nullable TaskContext current() {
    MountState guest = MountState.current();
    return guest == null ? TaskOfThread.get() : guest.task();
  }

  /** Says which task this thread runs from now on. */
  static void current(@Nullable TaskContext task) {
    MountState guest = MountState.current();
    if (guest == null) {
      TaskOfThread.set(task);
    } else {
      guest.task(task);
    }
  }

  /** What error texts call the task. */
  String label();

  /** Whose context this is: what takes the later pieces of the task; null if nothing does. */
  @Nullable Object owner();

  /** The word this task polls: its lock's, or one of its own where there is no lock. */
  Breaker breaker();

  /** Whether {@link #cancel()} was called; a volatile read. */
  boolean cancelled();

  /** Sets what {@link #cancelled()} reads; a volatile write. */
  void setCancelled();

  /** Makes the task's next checkpoint throw, and each one after it. */
  default void cancel() {
    setCancelled();
    breaker().raise(Breaker.CANCEL);
  }

  /** Passes progress on to whoever listens. */
  void progress(long done, long total);
}
