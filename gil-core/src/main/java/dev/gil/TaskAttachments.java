package dev.gil;

import dev.gil.internal.Breaker;
import dev.gil.internal.LockAccess;
import dev.gil.internal.TaskContext;
import dev.gil.internal.mount.Carriage;
import dev.gil.internal.mount.MountedLock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attachments that a task's runner makes and ends. */
final class TaskAttachments extends LockAccess {
  @Override
  public Breaker breaker(GlobalLock lock) {
    return lock.breaker;
  }

  @Override
  public boolean isShared(GlobalLock lock) {
    return lock.isShared();
  }

  @Override
  public boolean isElsewhere(GlobalLock lock) {
    LockThread own = lock.ownThread();
    return own != null && !own.isCurrent();
  }

  @Override
  public boolean isOnItsThread(GlobalLock lock) {
    LockThread own = lock.ownThread();
    return own != null && own.isCurrent();
  }

  @Override
  public void onItsThread(GlobalLock lock, Runnable body) {
    LockThread own = lock.ownThread();
    if (own == null || own.isCurrent()) {
      body.run();
      return;
    }
    var _ =
        own.call(
            () -> {
              body.run();
              return true;
            });
  }

  @Override
  public Attachment begin(GlobalLock lock, TaskContext task) {
    if (lock.isHeld() && (lock.carriage == null || lock.extras.task() != null)) {
      throw new IllegalStateException(
          lock.name() + " is held by the thread that is to run \"" + task.label() + '"');
    }
    Attachment attachment = lock.attach();
    attachment.startTask(lock, task);
    TaskContext.current(task);
    return attachment;
  }

  @Override
  public MountedLock mounted(GlobalLock lock, Carriage carriage) {
    return new LockMount(lock, carriage);
  }

  @Override
  public Attachment unlocked(TaskContext task) {
    TaskContext.current(task);
    return new Attachment(task);
  }

  @Override
  public @Nullable AttachmentException end(
      GlobalLock lock, Attachment attachment, TaskContext task) {
    Thread me = Thread.currentThread();
    TaskContext.current(null);
    @Nullable AttachmentException left = leftOpen(me, lock, task);
    if (lock.isHeld() && task.cancelled()) {
      // Still the holder: a cancel of another task raises the word again when that task takes the
      // lock back.
      lock.breaker.lower(Breaker.CANCEL);
    }
    @Nullable AttachmentException open =
        attachment.endTask(lock) || left != null ? left : Misuse.taskLeftOpen(lock, task);
    @Nullable Carriage mounted = lock.carriage;
    if (mounted != null && lock.isHeld()) {
      LockMount.stepOut(lock, mounted, me);
    }
    return open;
  }

  @Override
  public void moveOff(GlobalLock lock) {
    @Nullable Carriage mounted = lock.carriage; // the carrier holds the lock if this is a guest
    if (mounted != null) {
      mounted.moveOff();
    }
  }

  @Override
  public @Nullable AttachmentException endUnlocked(TaskContext task) {
    TaskContext.current(null);
    task.breaker().lower(Breaker.CANCEL);
    return leftOpen(Thread.currentThread(), null, task);
  }

  @Override
  public void requireHeld(Attachment attachment, String by) {
    attachment.requireHeld(by);
  }

  @Override
  public @Nullable TaskContext task(Attachment attachment) {
    return attachment.task();
  }

  @Override
  public Attachment.@Nullable Detached detachForKernel(
      @Nullable Attachment attachment, Object kernel) {
    return attachment == null ? Gil.detach(kernel, true) : attachment.detachForKernel(kernel);
  }

  @Override
  public void computes(Attachment.@Nullable Detached stretch) {
    if (stretch instanceof DetachedHold one) {
      one.computes();
    } else if (stretch instanceof DetachedHolds several) {
      several.computes();
    }
  }

  @Override
  public Optional<String> site(List<StackTraceElement> stack) {
    return Snapshots.site(stack);
  }

  private static @Nullable AttachmentException leftOpen(
      Thread me, @Nullable GlobalLock own, @Nullable TaskContext task) {
    List<GlobalLock> held = LiveLocks.heldBy(me);
    @Nullable AttachmentException first = null;
    for (GlobalLock lock : held) {
      if (lock != own) {
        first = first == null ? Misuse.taskLeftOpen(lock, task) : first;
        lock.extras = HolderExtras.NONE;
        lock.giveUp(SchedulerHook.Point.CLOSE);
      }
    }
    return first;
  }
}
