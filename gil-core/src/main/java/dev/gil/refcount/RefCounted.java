package dev.gil.refcount;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import java.util.Objects;

/**
 * An object that is disposed of when the last of its references is released.
 *
 * <p>Compared with a garbage-collected object: it ends at a known moment, on a known thread. Use it
 * for what the collector cannot see: native handles, off-heap memory, files. Compared with atomic
 * counts (Netty's {@code ReferenceCounted}): under the lock the count is a plain field, since the
 * lock already makes retain and release one at a time; without one, {@link RefCountPolicy} gives
 * the choice.
 *
 * {@snippet :
 * final class Page extends RefCounted {
 *   Page(GlobalLock pdfium, long handle) { super(pdfium); ... }
 *   protected void onZero() { closePage(handle); }
 * }
 * }
 *
 * <p>Starts with one reference, the creator's. {@link #retain()} adds one, {@link #release()} takes
 * one away; at zero {@link #onZero()} runs, once. A count never goes below zero and never comes
 * back from it: both throw {@link ReferenceCountException}, and change nothing. With sites on, by
 * {@code -Ddev.gil.refcount.tracking=sites} or an open {@link RefCountLedger}, the exception names
 * where the object was created and where its last reference was released.
 *
 * <p>Who may count:
 *
 * <ul>
 *   <li>{@link RefCountPolicy#GUARDED}: any thread that holds the lock; others get {@link
 *       AttachmentException}. {@code onZero} runs attached, on the releasing thread.
 *   <li>{@link RefCountPolicy#ATOMIC}: any thread; {@code onZero} runs on the releasing one.
 *   <li>{@link RefCountPolicy#BIASED}: any thread, the creator at least cost; {@code onZero} runs
 *       on the thread that finds the sum of both counts at zero. A release too many by another
 *       thread than the owner may be found only then: the object is disposed of, and the exception
 *       goes to whoever found it.
 *   <li>{@link RefCountPolicy#UNGUARDED}: one thread, or an experiment.
 * </ul>
 *
 * <p>Whoever hands a reference to another thread retains before and does not touch it after. Under
 * every policy but UNGUARDED, what happened before a release <i>happens-before</i> {@code onZero}.
 */
public abstract class RefCounted implements AutoCloseable {
  /**
   * Who may change {@link #count} as a plain field: the holder of the {@link GlobalLock} of
   * GUARDED, the {@link Thread} of BIASED; else the policy itself. One field of any type, since a
   * second one makes every object eight bytes larger: 1,024 of them no longer fit the first cache,
   * which cost a fifth of the speed where it was measured.
   */
  final Object keeper;

  /** All references, or under BIASED those that the owner counts. Zero or less is never live. */
  int count;

  /**
   * The count of ATOMIC, and of the threads of BIASED that are not the owner: {@link SharedCount}.
   */
  volatile int shared;

  /**
   * A new object with one reference, guarded by a lock.
   *
   * @param lock the lock under which the count is changed
   */
  @SuppressWarnings("this-escape") // the ledger keeps it weakly and calls nothing of it
  protected RefCounted(GlobalLock lock) {
    this.keeper = Objects.requireNonNull(lock, "lock");
    this.count = 1;
    Track.begin(this);
  }

  /**
   * A new object with one reference, under a policy that needs no lock.
   *
   * @param policy anything but {@link RefCountPolicy#GUARDED}; under {@link RefCountPolicy#BIASED}
   *     this thread becomes the owner
   * @throws IllegalArgumentException if the policy needs a lock
   */
  @SuppressWarnings("this-escape") // the ledger keeps it weakly and calls nothing of it
  protected RefCounted(RefCountPolicy policy) {
    if (policy == RefCountPolicy.GUARDED) {
      throw new IllegalArgumentException("policy GUARDED needs the lock that guards the count");
    }
    this.keeper = policy == RefCountPolicy.BIASED ? Thread.currentThread() : policy;
    if (policy == RefCountPolicy.ATOMIC) {
      this.shared = SharedCount.ONE_ATOMIC;
    } else {
      this.count = 1;
    }
    if (policy == RefCountPolicy.BIASED) {
      MergeQueue.mergeOwn();
    }
    Track.begin(this);
  }

  /**
   * What makes this count safe.
   *
   * @return the policy
   */
  public final RefCountPolicy policy() {
    return switch (keeper) {
      case GlobalLock _ -> RefCountPolicy.GUARDED;
      case RefCountPolicy policy -> policy;
      default -> RefCountPolicy.BIASED;
    };
  }

  /**
   * Adds a reference.
   *
   * @throws ReferenceCountException if the object is disposed of already
   * @throws AttachmentException if the policy is GUARDED and this thread does not hold the lock
   */
  public final void retain() {
    int after;
    if (countsPlainly() && (after = count + 1) > 1) { // neither from zero nor past the last int
      count = after;
    } else {
      SlowPath.retain(this);
    }
  }

  /**
   * Takes a reference away; with the last one, disposes of the object.
   *
   * @return whether this call disposed of it. Under BIASED false may also mean that the owner will
   * @throws ReferenceCountException if there was none left: somebody released what was not theirs
   * @throws AttachmentException if the policy is GUARDED and this thread does not hold the lock
   */
  public final boolean release() {
    int before;
    if (countsPlainly() && (before = count) > 1) {
      count = before - 1;
      return false;
    }
    return SlowPath.release(this);
  }

  /**
   * Checks that the object may be used.
   *
   * @throws ReferenceCountException if it is disposed of already
   * @throws AttachmentException if the policy is GUARDED and this thread does not hold the lock
   */
  public final void requireAlive() {
    if (!(countsPlainly() && count > 0)) {
      SlowPath.requireAlive(this);
    }
  }

  /**
   * How many references there are now. Under ATOMIC and BIASED only a moment's view, and under
   * BIASED on another thread than the owner an estimate.
   *
   * @return 0 once disposed of
   * @throws AttachmentException if the policy is GUARDED and this thread does not hold the lock
   */
  public final int references() {
    SlowPath.requireAttached(this, "count");
    return SharedCount.references(this);
  }

  /** As {@link #release()}. */
  @Override
  public final void close() {
    release();
  }

  /**
   * Merges the counts of this thread's BIASED objects whose last references other threads may have
   * released, and disposes of those that are at zero. This thread does it too whenever it creates a
   * BIASED object or has released as many references to one as it added; call this where an owner
   * does neither for long. When a thread has ended, its objects are merged without it.
   *
   * <p>What an {@code onZero} throws here goes to this thread's uncaught exception handler, since
   * nobody on the stack released the object; the other objects are merged nevertheless.
   *
   * @return how many objects were looked at
   */
  public static int mergeQueued() {
    return MergeQueue.mergeOwn();
  }

  /**
   * Disposes of what the object stands for. Called once, when no reference is left; under GUARDED
   * attached, by the release of the last one. If it throws, the object counts as disposed of and
   * the exception goes to the releaser.
   */
  protected abstract void onZero();

  /** Whether this thread may change {@link #count} as a plain field, while it is not zero. */
  private boolean countsPlainly() {
    return keeper instanceof GlobalLock lock ? lock.isHeld() : keeper == Thread.currentThread();
  }

  /** The one way to {@link #onZero()}. */
  final void dispose() {
    Track.end(this);
    onZero();
  }
}
