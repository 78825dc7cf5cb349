package dev.gil.refcount;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;

/**
 * What is left when a count cannot be changed as a plain field at once: the first and the last
 * reference, other threads, and misuse.
 */
final class SlowPath {
  private SlowPath() {}

  static void retain(RefCounted object) {
    if (!isPlain(object, "retain")) {
      SharedCount.retain(object);
      return;
    }
    int before = object.count;
    if (before <= 0) {
      throw ReferenceCountException.afterZero(object, Misuse.RETAIN);
    }
    if (before == Integer.MAX_VALUE) {
      throw ReferenceCountException.overflow(object);
    }
    object.count = before + 1;
  }

  static boolean release(RefCounted object) {
    if (!isPlain(object, "release")) {
      return SharedCount.release(object);
    }
    int before = object.count;
    if (before <= 0) {
      throw ReferenceCountException.afterZero(object, Misuse.RELEASE);
    }
    if (before == 1 && object.keeper instanceof Thread) {
      return SharedCount.releaseLastOfOwner(object);
    }
    object.count = before - 1;
    if (before == 1) {
      object.dispose();
      return true;
    }
    return false;
  }

  static void requireAlive(RefCounted object) {
    requireAttached(object, "use");
    boolean alive =
        isCountedApart(object) ? !SharedCount.isDisposed(object.shared) : object.count > 0;
    if (!alive) {
      throw ReferenceCountException.afterZero(object, Misuse.USE);
    }
  }

  static void requireAttached(RefCounted object, String verb) {
    if (object.keeper instanceof GlobalLock lock && !lock.isHeld()) {
      throw new AttachmentException(
          verb
              + " of "
              + ReferenceCountException.name(object)
              + " by \""
              + Thread.currentThread().getName()
              + "\", which does not hold "
              + lock.name()
              + ". Its count is a plain field: attach first");
    }
  }

  /** Whether {@link RefCounted#count} is the one to change, by this thread, now. */
  private static boolean isPlain(RefCounted object, String verb) {
    return switch (object.keeper) {
      case GlobalLock _ -> {
        requireAttached(object, verb);
        yield true;
      }
      case Thread owner when owner == Thread.currentThread() -> {
        // Before the count is looked at: this object may be among those that are queued.
        MergeQueue.mergeOwn();
        yield SharedCount.isUnmerged(object.shared);
      }
      default -> object.keeper == RefCountPolicy.UNGUARDED;
    };
  }

  private static boolean isCountedApart(RefCounted object) {
    return object.keeper instanceof Thread || object.keeper == RefCountPolicy.ATOMIC;
  }
}
