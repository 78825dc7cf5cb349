package dev.gil.kernel;

import dev.gil.Attachment;
import dev.gil.TaskCancelledException;
import dev.gil.internal.LockAccess;
import dev.gil.internal.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a kernel asks whether the task it runs for was cancelled. It needs no lock, costs one read,
 * and outside tasks nothing is ever cancelled.
 *
 * <p>Thread-safe: a body that uses threads of its own may hand it to them.
 */
public final class CancelPoll {
  private static final LockAccess LOCKS = LockAccess.get();
  private static final CancelPoll NEVER = new CancelPoll(null);

  private final @Nullable TaskContext task;

  private CancelPoll(@Nullable TaskContext task) {
    this.task = task;
  }

  /** Of the task that this thread runs; the attachment knows it at less cost, if there is one. */
  static CancelPoll ofTask(@Nullable Attachment gil) {
    @Nullable TaskContext task = gil == null ? null : LOCKS.task(gil);
    if (task == null) {
      task = TaskContext.current();
    }
    return task == null ? NEVER : new CancelPoll(task);
  }

  /**
   * Ends the kernel if its task was cancelled. What the body has written so far stays written.
   *
   * @throws TaskCancelledException if the task was cancelled; thrown again at each later poll
   */
  public void poll() {
    TaskContext t = task;
    if (t != null && t.cancelled()) {
      throw new TaskCancelledException("task \"" + t.label() + "\" was cancelled in a kernel");
    }
  }

  /**
   * As {@link #poll()}, for a body that has to tidy up first.
   *
   * @return whether the task was cancelled
   */
  public boolean isCancelled() {
    TaskContext t = task;
    return t != null && t.cancelled();
  }
}
