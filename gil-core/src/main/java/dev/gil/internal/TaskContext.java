package dev.gil.internal;

import dev.gil.internal.mount.MountState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
 */
public final class TaskContext {
  /** Hears of a task's progress. */
  public interface Progress {
    /** Called on the thread of the task, while it is attached. */
    void at(long done, long total);
  }

  private static final ThreadLocal<TaskContext> CURRENT = new ThreadLocal<>();

  private static final VarHandle CANCELLED;

  static {
    try {
      CANCELLED =
          MethodHandles.lookup().findVarHandle(TaskContext.class, "cancelled", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String label;
  private final Breaker breaker;
  private final @Nullable Progress progress;
  private volatile @Nullable Object owner;

  @SuppressWarnings("unused") // through CANCELLED
  private boolean cancelled;

  /**
   * A task named {@code label} that polls {@code breaker}: its lock's word, or one of its own where
   * there is no lock.
   */
  public TaskContext(String label, Breaker breaker, @Nullable Progress progress) {
    this.label = label;
    this.breaker = breaker;
    this.progress = progress;
  }

  /** The task that this thread runs, or null. */
  public static @Nullable TaskContext current() {
    MountState guest = MountState.current();
    return guest == null ? CURRENT.get() : guest.task();
  }

  /** Says which task this thread runs from now on. */
  public static void current(@Nullable TaskContext task) {
    MountState guest = MountState.current();
    if (guest != null) {
      guest.task(task);
    } else if (task == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(task);
    }
  }

  /** What error texts call the task. */
  public String label() {
    return label;
  }

  /** Whose context this is: what takes the later pieces of the task; null if nothing does. */
  public @Nullable Object owner() {
    return owner;
  }

  /** Says whose context this is, once. */
  public void ownedBy(Object o) {
    owner = o;
  }

  /** The word this task polls. */
  public Breaker breaker() {
    return breaker;
  }

  /** Whether {@link #cancel()} was called. */
  public boolean cancelled() {
    return (boolean) CANCELLED.getVolatile(this);
  }

  /** Makes the task's next checkpoint throw, and each one after it. */
  public void cancel() {
    CANCELLED.setVolatile(this, true);
    breaker.raise(Breaker.CANCEL);
  }

  /** Passes progress on to whoever listens. */
  public void progress(long done, long total) {
    Progress p = progress;
    if (p != null) {
      p.at(done, total);
    }
  }
}
