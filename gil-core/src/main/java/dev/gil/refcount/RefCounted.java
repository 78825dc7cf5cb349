package dev.gil.refcount;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object that is disposed of when the last of its references is released.
 *
 * <p>Compared with a garbage-collected object: it ends at a known moment, on a known thread, under
 * the lock. Use it for what the collector cannot see: native handles, off-heap memory, files.
 * Compared with atomic counts (Netty's {@code ReferenceCounted}): the count is a plain field, since
 * the lock already makes retain and release one at a time.
 *
 * {@snippet :
 * final class Page extends RefCounted {
 *   Page(GlobalLock pdfium, long handle) { super(pdfium); ... }
 *   protected void onZero() { closePage(handle); }
 * }
 * }
 *
 * <p>Starts with one reference, the creator's. {@link #retain()} adds one, {@link #release()} takes
 * one away; at zero {@link #onZero()} runs, once, attached, on the releasing thread. A count never
 * goes below zero and never comes back from it: both throw {@link ReferenceCountException}, and
 * change nothing.
 *
 * <p>Policy {@link RefCountPolicy#GUARDED}: for any thread that holds the lock; others get {@link
 * AttachmentException}. What happened before a release under the lock <i>happens-before</i> {@code
 * onZero}.
 */
public abstract class RefCounted implements AutoCloseable {
  private final @Nullable GlobalLock lock;
  private int count = 1;

  /**
   * A new object with one reference, guarded by a lock.
   *
   * @param lock the lock under which the count is changed
   */
  protected RefCounted(GlobalLock lock) {
    this.lock = Objects.requireNonNull(lock, "lock");
  }

  /**
   * A new object with one reference, under a policy that needs no lock.
   *
   * @param policy anything but {@link RefCountPolicy#GUARDED}
   * @throws IllegalArgumentException if the policy needs a lock
   */
  protected RefCounted(RefCountPolicy policy) {
    if (policy == RefCountPolicy.GUARDED) {
      throw new IllegalArgumentException("policy GUARDED needs the lock that guards the count");
    }
    this.lock = null;
  }

  /**
   * What makes this count safe.
   *
   * @return the policy
   */
  public final RefCountPolicy policy() {
    return lock == null ? RefCountPolicy.UNGUARDED : RefCountPolicy.GUARDED;
  }

  /**
   * Adds a reference.
   *
   * @throws ReferenceCountException if the object is disposed of already
   * @throws AttachmentException if this thread does not hold the lock
   */
  public final void retain() {
    requireAttached("retain");
    int before = count;
    if (before <= 0) {
      throw ReferenceCountException.afterZero(this, "retained");
    }
    if (before == Integer.MAX_VALUE) {
      throw ReferenceCountException.overflow(this);
    }
    count = before + 1;
  }

  /**
   * Takes a reference away; with the last one, disposes of the object.
   *
   * @return whether that was the last one
   * @throws ReferenceCountException if there was none left: somebody released what was not theirs
   * @throws AttachmentException if this thread does not hold the lock
   */
  public final boolean release() {
    requireAttached("release");
    int before = count;
    if (before <= 0) {
      throw ReferenceCountException.afterZero(this, "released");
    }
    count = before - 1;
    if (before == 1) {
      onZero();
      return true;
    }
    return false;
  }

  /**
   * Checks that the object may be used.
   *
   * @throws ReferenceCountException if it is disposed of already
   * @throws AttachmentException if this thread does not hold the lock
   */
  public final void requireAlive() {
    requireAttached("use");
    if (count <= 0) {
      throw ReferenceCountException.afterZero(this, "used");
    }
  }

  /**
   * How many references there are now.
   *
   * @return 0 once disposed of
   * @throws AttachmentException if this thread does not hold the lock
   */
  public final int references() {
    requireAttached("count");
    return count;
  }

  /** As {@link #release()}. */
  @Override
  public final void close() {
    release();
  }

  /**
   * Disposes of what the object stands for. Called once, attached, by the release of the last
   * reference. If it throws, the object counts as disposed of and the exception goes to the
   * releaser.
   */
  protected abstract void onZero();

  private void requireAttached(String verb) {
    if (lock != null && !lock.isHeld()) {
      throw new AttachmentException(
          verb
              + " of "
              + ReferenceCountException.name(this)
              + " by \""
              + Thread.currentThread().getName()
              + "\", which does not hold "
              + lock.name()
              + ". Its count is a plain field: attach first");
    }
  }
}
