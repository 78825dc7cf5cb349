package dev.gil.internal.mount;

import dev.gil.internal.TaskContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual thread has of a lock while it is not mounted: how deep it is nested, and for which
 * task. Belongs to whoever holds the lock.
 */
public abstract class MountState {
  private static volatile @Nullable Function<Thread, @Nullable MountState> finder;

  /** Serial of the innermost attachment, 0 before the first mounting. */
  long top;

  /** The holder's extras, null for none. */
  @Nullable Object extras;

  private @Nullable TaskContext task; // the thread's own

  /** For subclasses. */
  protected MountState() {}

  /** Says how to find the state of a virtual thread; once, before the first has one. */
  public static void foundBy(Function<Thread, @Nullable MountState> thread) {
    finder = thread;
  }

  /**
   * The state of the current thread, null if it is no virtual thread that is mounted for a lock.
   */
  public static @Nullable MountState current() {
    Function<Thread, @Nullable MountState> find = finder;
    if (find == null) {
      return null;
    }
    Thread me = Thread.currentThread();
    return me.isVirtual() ? find.apply(me) : null;
  }

  /** The task that the thread runs; it costs less here than in a thread-local of each. */
  public final @Nullable TaskContext task() {
    return task;
  }

  /** Says which task the thread runs from now on. */
  public final void task(@Nullable TaskContext now) {
    task = now;
  }

  /** Saves. */
  public final void save(long innermost, @Nullable Object holderExtras) {
    top = innermost;
    extras = holderExtras;
  }

  /** Serial of the innermost attachment, 0 before the first mounting. */
  public final long top() {
    return top;
  }

  /** The holder's extras, null for none. */
  public final @Nullable Object extras() {
    return extras;
  }
}
