package dev.gil.refcount;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The atomic word of a reference count, and how the two counts of a biased object become one.
 *
 * <p><b>The word.</b> Its upper 30 bits are a signed count, its lower two a state. ATOMIC objects
 * are born MERGED with a count of 1. BIASED ones are born UNMERGED with 0, beside a plain count of
 * 1 that only their owner changes. The references of an object are the sum of both. This is the
 * scheme of PEP 703 (Sam Gross, "Making the Global Interpreter Lock Optional in CPython"), after
 * Choi, Shull and Torrellas, "Biased reference counting" (PACT 2018), with a fourth state that
 * makes misuse visible.
 *
 * <pre>
 *             first release of another thread that finds no count left
 *   UNMERGED ----------------------------------------------------------> QUEUED
 *      |                                                                    |
 *      | the owner's last release; or the owner has ended                   | the owner finds it in
 *      v                                                                    v its queue; or as left
 *   MERGED (sum &gt; 0) -----------------------------------------------> DISPOSED (sum = 0)
 *                                 the last release
 * </pre>
 *
 * <p><b>Who may change what.</b> While the word is UNMERGED or QUEUED the plain count is at least 1
 * and belongs to the owner. Every other change is one compare-and-set of the word, or an addition
 * that leaves the state alone. The step to MERGED or DISPOSED is taken by the owner itself, or by
 * anybody after {@link Thread#isAlive()} said that the owner has ended: it can then change nothing,
 * and all it did happens-before that answer. So whoever merges reads a plain count that stands
 * still, and of several that try, the compare-and-set lets one through.
 *
 * <p><b>Disposed of once.</b> Only the step to DISPOSED disposes, and no step leaves DISPOSED: a
 * retain adds to the count bits and sees by the state that it came too late. A retain's addition
 * and the step from a count of 1 to DISPOSED are atomic on one word, so one of them is first: the
 * object lives on, or the retain is refused. All changes form one chain of atomic
 * read-modify-writes, so what happened before any release happens-before the disposal.
 *
 * <p><b>Not forgotten.</b> The sum can reach zero in three ways. In the owner's last release, which
 * merges. In a release of a MERGED word, which sees it. Or in another thread's release while the
 * plain count is 1 or more: then the count of the word is below zero after it, so it found at most
 * zero before. That release, or an earlier one that found as little, made the word QUEUED and put
 * the object into the owner's queue, where it stays until somebody has merged it: {@link
 * MergeQueue} argues that somebody does.
 *
 * <p><b>Queued in vain.</b> The owner may merge an object by its own last release while it is still
 * in the queue; retains may bring the count up again. So whoever takes an object out of the queue
 * looks at the state: MERGED and DISPOSED are left alone. Until then the owner goes on counting
 * plainly.
 */
final class SharedCount {
  /**
   * The most references that the word counts. One that a merge finds to have more is immortal, as
   * CPython's are: no release disposes of it.
   */
  private static final int MOST = 1 << 28;

  private static final int UNMERGED = 0;
  private static final int QUEUED = 1;
  private static final int MERGED = 2;
  private static final int DISPOSED = 3;

  private static final int STATE = 3;
  private static final int STATE_BITS = 2;
  private static final int ONE = 1 << STATE_BITS;

  /** The word of a new ATOMIC object. */
  static final int ONE_ATOMIC = ONE | MERGED;

  private static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(RefCounted.class, "shared", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private SharedCount() {}

  static boolean isDisposed(int word) {
    return (word & STATE) == DISPOSED;
  }

  static boolean isUnmerged(int word) {
    return (word & STATE) <= QUEUED;
  }

  static int references(RefCounted object) {
    int word = object.shared;
    return switch (word & STATE) {
      case DISPOSED -> 0;
      case MERGED -> word >> STATE_BITS;
      default -> Math.max(0, (word >> STATE_BITS) + object.count); // of GUARDED: all of count
    };
  }

  /** By any thread that does not count plainly. */
  static void retain(RefCounted object) {
    int before = (int) WORD.getAndAdd(object, ONE);
    if (isDisposed(before)) {
      WORD.getAndAdd(object, -ONE);
      throw ReferenceCountException.afterZero(object, Misuse.RETAIN);
    }
    if (before >> STATE_BITS >= MOST) {
      WORD.getAndAdd(object, -ONE);
      throw ReferenceCountException.overflow(object);
    }
  }

  /** By any thread that does not count plainly. Returns whether it disposed of the object. */
  static boolean release(RefCounted object) {
    while (true) {
      int word = object.shared;
      int state = word & STATE;
      int left = (word >> STATE_BITS) - 1;
      if (state == DISPOSED || left < -MOST) {
        throw ReferenceCountException.afterZero(object, Misuse.RELEASE);
      }
      if (left >= MOST) {
        return false;
      }
      if (state == MERGED || (left < 0 && !ownerOf(object).isAlive())) {
        int sum = state == MERGED ? left : left + object.count;
        if (WORD.compareAndSet(object, word, merged(sum))) {
          return isDisposedOf(object, sum);
        }
      } else {
        int next = left << STATE_BITS | (left < 0 ? QUEUED : state);
        if (WORD.compareAndSet(object, word, next)) {
          if (left < 0 && state == UNMERGED) {
            MergeQueue.enqueue(ownerOf(object), object);
          }
          return false;
        }
      }
    }
  }

  /** By the owner, whose plain count is 1. */
  static boolean releaseLastOfOwner(RefCounted object) {
    object.count = 0;
    return merge(object, 0);
  }

  /** By the owner, of an object from its queue. */
  static boolean mergeAsOwner(RefCounted object) {
    int plain = object.count;
    object.count = 0; // before onZero can look at it
    return merge(object, plain);
  }

  /**
   * By anybody once the owner has ended. Leaves the plain count alone: others may be reading it.
   */
  static boolean mergeAsHeir(RefCounted object) {
    return merge(object, object.count);
  }

  private static boolean merge(RefCounted object, int plain) {
    int word;
    int sum;
    do {
      word = object.shared;
      if (!isUnmerged(word)) {
        return false;
      }
      sum = plain + (word >> STATE_BITS);
    } while (!WORD.compareAndSet(object, word, merged(sum)));
    return isDisposedOf(object, sum);
  }

  private static int merged(int sum) {
    return sum > 0 ? Math.min(sum, MOST + 1) << STATE_BITS | MERGED : DISPOSED;
  }

  /** By the thread that has just merged, or counted down what was merged, to this sum. */
  private static boolean isDisposedOf(RefCounted object, int sum) {
    if (sum > 0) {
      return false;
    }
    object.dispose();
    if (sum < 0) {
      throw ReferenceCountException.tooOften(object, -sum);
    }
    return true;
  }

  private static Thread ownerOf(RefCounted object) {
    return (Thread) object.keeper;
  }
}
