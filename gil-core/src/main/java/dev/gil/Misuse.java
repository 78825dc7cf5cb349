package dev.gil;

import dev.gil.internal.TaskContext;
import org.jspecify.annotations.Nullable;

/** Names the misuse: what was done, to which lock, by whom, and what is right instead. */
final class Misuse {
  private Misuse() {}

  static AttachmentException notAttached(GlobalLock lock, String what, long serial) {
    return new AttachmentException(
        lock.name() + ": " + what + " on attachment #" + serial + ' ' + state(lock));
  }

  /** Explains a close that did not fit; returns only if there is nothing to complain of. */
  static void onClose(GlobalLock lock, long serial) {
    Thread me = Thread.currentThread();
    if (lock.owner != me && lock.isClosed()) {
      return; // it was lost when the lock was closed, and that has been said by an exception
    }
    if (lock.owner == me && serial < lock.innermost()) {
      throw new AttachmentException(
          lock.name()
              + ": attachment #"
              + serial
              + " closed out of order: #"
              + lock.innermost()
              + " is still open, or this one was closed before. Close innermost first, each once");
    }
    throw notAttached(lock, "close()", serial);
  }

  private static String state(GlobalLock lock) {
    Thread me = Thread.currentThread();
    Thread holder = lock.owner;
    if (holder == me) {
      return "which was closed before; the innermost open one is #" + lock.innermost();
    }
    return "by \""
        + me.getName()
        + "\", which does not hold the lock ("
        + (holder == null ? "it is free" : "\"" + holder.getName() + "\" does")
        + "). An attachment is for the thread that attached, until it is closed, and not inside"
        + " detach";
  }

  static AffinityException notOwnThread(GlobalLock lock) {
    return new AffinityException(
        lock.name()
            + ": \""
            + Thread.currentThread().getName()
            + "\" cannot attach: only the lock's own thread may. Use lock.call(...), a guard, or an"
            + " executor of a strategy with SAME_THREAD");
  }

  static AttachmentException inSession(GlobalLock lock) {
    return new AttachmentException(
        lock.name()
            + ": detach() inside the session \""
            + lock.extras.sessionLabel()
            + "\", which nothing may break. Close the session first");
  }

  static AttachmentException notInnermost(GlobalLock lock, GlobalLock inner) {
    return new AttachmentException(
        lock.name()
            + ": detach() while \""
            + inner.name()
            + "\", taken later, is held. Only the innermost lock is given up alone; Gil.detach()"
            + " gives up all");
  }

  static AttachmentException ofTask(@Nullable TaskContext task) {
    return new AttachmentException(
        "close() of the attachment of task \""
            + (task == null ? "?" : task.label())
            + "\": it ends with the task. Use detach() to give the lock up for a while");
  }

  static AttachmentException taskLeftOpen(GlobalLock lock, @Nullable TaskContext task) {
    return new AttachmentException(
        "task \""
            + (task == null ? "?" : task.label())
            + "\" ended with an attachment or a detached scope of "
            + lock.name()
            + " still open; it was ended by force. Use try-with-resources");
  }

  static AttachmentException detachedElsewhere(GlobalLock lock, Thread thread) {
    return new AttachmentException(
        lock.name()
            + ": a scope detached by \""
            + thread.getName()
            + "\" was closed by \""
            + Thread.currentThread().getName()
            + "\". The thread that gave the lock up takes it back");
  }

  static AttachmentException detachedTwice(GlobalLock lock) {
    return new AttachmentException(lock.name() + ": a detached scope was closed twice");
  }

  static AttachmentException detachedOutOfOrder(GlobalLock lock) {
    return new AttachmentException(
        lock.name()
            + ": a detached scope was closed after the scope round it, which took the lock back. It"
            + " is void; close innermost first");
  }

  static AttachmentException attachLeftInside(GlobalLock lock) {
    return new AttachmentException(
        lock.name()
            + ": an attachment made inside a detached scope is still open at the scope's end; it is"
            + " void now, and the lock is held as before the scope");
  }

  static AttachmentException streamElsewhere(Attachment gil, Thread maker) {
    return new AttachmentException(
        gil
            + ": an element of a stream made by \""
            + maker.getName()
            + "\" runs on \""
            + Thread.currentThread().getName()
            + "\", outside the lock. Do not make the stream parallel after gil.stream(...), and run"
            + " it on the thread that made it");
  }
}
