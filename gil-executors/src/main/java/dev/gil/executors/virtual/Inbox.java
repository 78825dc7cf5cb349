package dev.gil.executors.virtual;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Guests that can run, from any thread, on their way to the run queue: a stack (Treiber, 1986) that
 * is emptied at once and read from its end.
 */
final class Inbox {
  private static final VarHandle TOP;

  static {
    try {
      TOP = MethodHandles.lookup().findVarHandle(Inbox.class, "top", Guest.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Guest top;

  /** A full fence. */
  void push(Guest g) {
    Guest before;
    do {
      before = top;
      g.next = before;
    } while (!TOP.compareAndSet(this, before, g));
  }

  boolean isEmpty() {
    return top == null;
  }

  /** Whether the last to come is back from a blocking call. */
  boolean hasReturner() {
    Guest last = top;
    return last != null && !last.isFresh();
  }

  /** Takes all out, in the order in which they came. */
  void drainTo(RunQueue queue) {
    if (top == null) {
      return;
    }
    @Nullable Guest g = (Guest) TOP.getAndSet(this, null);
    @Nullable Guest oldest = null;
    while (g != null) {
      Guest before = g.next;
      g.next = oldest;
      oldest = g;
      g = before;
    }
    while (oldest != null) {
      Guest after = oldest.next;
      if (oldest.isFresh()) {
        queue.add(oldest);
      } else {
        queue.addReturner(oldest);
      }
      oldest = after;
    }
  }
}
