package dev.gil.internal;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.internal.mount.Carriage;
import dev.gil.internal.mount.MountedLock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door through which the other packages reach what {@code dev.gil} keeps package-private. */
public abstract class LockAccess {
  private static volatile @Nullable LockAccess instance;

  /** For the one subclass. */
  protected LockAccess() {}

  /** The door, opened by the initialiser of {@link GlobalLock}. */
  public static LockAccess get() {
    LockAccess access = instance;
    if (access == null) {
      try {
        Class.forName(GlobalLock.class.getName(), true, GlobalLock.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
      access = instance;
    }
    if (access == null) {
      throw new AssertionError("GlobalLock did not open the door");
    }
    return access;
  }

  /** Called once, by {@link GlobalLock}. */
  public static void set(LockAccess access) {
    instance = access;
  }

  /** The request word of a lock. */
  public abstract Breaker breaker(GlobalLock lock);

  /** Whether a lock is shared by name. */
  public abstract boolean isShared(GlobalLock lock);

  /** Whether the lock has a thread of its own, and this is another. */
  public abstract boolean isElsewhere(GlobalLock lock);

  /** Whether the lock has a thread of its own, and this is it. */
  public abstract boolean isOnItsThread(GlobalLock lock);

  /**
   * Runs {@code body} on a thread that may attach to the lock, and waits for it: this one, or the
   * lock's own if it has one. Does not attach.
   */
  public abstract void onItsThread(GlobalLock lock, Runnable body);

  /** Attaches this thread for a task; the attachment can be closed by {@link #end} only. */
  public abstract Attachment begin(GlobalLock lock, TaskContext task);

  /** A thread whose task has ended is about to run what may take long. */
  public abstract void moveOff(GlobalLock lock);

  /** A lock for the carriers of a scheduler of virtual threads. */
  public abstract MountedLock mounted(GlobalLock lock, Carriage carriage);

  /** An attachment for a task that runs without a lock. */
  public abstract Attachment unlocked(TaskContext task);

  /**
   * Ends what {@link #begin} began: gives up every lock that this thread still holds, whatever the
   * task left open.
   *
   * @return what the task left open, or null
   */
  public abstract @Nullable AttachmentException end(
      GlobalLock lock, Attachment attachment, TaskContext task);

  /**
   * Refuses an attachment whose lock this thread does not hold.
   *
   * @throws AttachmentException saying what needs it
   */
  public abstract void requireHeld(Attachment attachment, String by);

  /** The task that runs under the attachment; null if its own lock knows of none. */
  public abstract @Nullable TaskContext task(Attachment attachment);

  /**
   * Gives up the lock of {@code attachment} round a kernel, or all of this thread where it is null.
   *
   * @return null if nothing could be given up: no lock, a session, or an outer lock alone
   */
  public abstract Attachment.@Nullable Detached detachForKernel(
      @Nullable Attachment attachment, Object kernel);

  /** What {@link #detachForKernel} gave waited for a place to compute in, and computes only now. */
  public abstract void computes(Attachment.@Nullable Detached stretch);

  /**
   * The innermost frame that is the user's own, as {@code Class.method:line}, failing that the
   * JDK's.
   */
  public abstract Optional<String> site(List<StackTraceElement> stack);

  /** Gives up the locks that a task without a lock of its own left attached, and says which. */
  public abstract @Nullable AttachmentException endUnlocked(TaskContext task);
}
