package dev.gil.advisor;

import java.util.OptionalLong;

/**
 * What is true of a task and no measurement can see. Each fact rules strategies out. Immutable;
 * start from {@link #UNKNOWN}.
 *
 * {@snippet :
 * Facts.UNKNOWN.threadSafe(false).crashing();
 * }
 *
 * @param threadSafety whether two tasks may run at once on the same objects
 * @param sameThread all tasks must run on one thread
 * @param inOrder tasks must begin in the order in which they were submitted
 * @param sharedState tasks must see the submitter's objects, not copies of them
 * @param mayCrash a task may take its JVM down; it is not run in this one
 * @param mayHang a task may never end and answer nothing; it is not run in this JVM
 * @param memoryLimit bytes that worker processes may take together; empty for no limit
 */
public record Facts(
    ThreadSafety threadSafety,
    boolean sameThread,
    boolean inOrder,
    boolean sharedState,
    boolean mayCrash,
    boolean mayHang,
    OptionalLong memoryLimit) {
  /** Whether two tasks may run at once in one JVM without a lock. */
  public enum ThreadSafety {
    /** They may: the code needs no lock. */
    SAFE,
    /** They may not. */
    UNSAFE,
    /** Nobody said. They are not run so, and the advice is for code where they may not. */
    UNKNOWN
  }

  /** Nothing is known: the task is taken for one that needs a lock and is harmless otherwise. */
  public static final Facts UNKNOWN =
      new Facts(ThreadSafety.UNKNOWN, false, false, false, false, false, OptionalLong.empty());

  /**
   * Checks the limit.
   *
   * @param threadSafety whether two tasks may run at once on the same objects
   * @param sameThread all tasks must run on one thread
   * @param inOrder tasks must begin in the order of submission
   * @param sharedState tasks must see the submitter's objects
   * @param mayCrash a task may take its JVM down
   * @param mayHang a task may never end
   * @param memoryLimit more than zero
   * @throws IllegalArgumentException if the limit is not more than zero
   */
  public Facts {
    if (memoryLimit.isPresent() && memoryLimit.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "a memory limit of " + memoryLimit.getAsLong() + " bytes is not more than zero");
    }
  }

  /**
   * These facts with an answer to the first question.
   *
   * @param safe whether two tasks may run at once on the same objects
   * @return a copy
   */
  public Facts threadSafe(boolean safe) {
    return threadSafety(safe ? ThreadSafety.SAFE : ThreadSafety.UNSAFE);
  }

  private Facts threadSafety(ThreadSafety safety) {
    return new Facts(safety, sameThread, inOrder, sharedState, mayCrash, mayHang, memoryLimit);
  }

  /**
   * These facts, and all tasks must run on one thread.
   *
   * @return a copy
   */
  public Facts onSameThread() {
    return new Facts(threadSafety, true, inOrder, sharedState, mayCrash, mayHang, memoryLimit);
  }

  /**
   * These facts, and tasks must begin in the order in which they were submitted.
   *
   * @return a copy
   */
  public Facts begunInOrder() {
    return new Facts(threadSafety, sameThread, true, sharedState, mayCrash, mayHang, memoryLimit);
  }

  /**
   * These facts, and tasks must see the submitter's objects, not copies.
   *
   * @return a copy
   */
  public Facts sharingState() {
    return new Facts(threadSafety, sameThread, inOrder, true, mayCrash, mayHang, memoryLimit);
  }

  /**
   * These facts, and a task may take its JVM down. It will not be run in this one.
   *
   * @return a copy
   */
  public Facts crashing() {
    return new Facts(threadSafety, sameThread, inOrder, sharedState, true, mayHang, memoryLimit);
  }

  /**
   * These facts, and a task may never end and answer nothing. It will not be run in this JVM.
   *
   * @return a copy
   */
  public Facts hanging() {
    return new Facts(threadSafety, sameThread, inOrder, sharedState, mayCrash, true, memoryLimit);
  }

  /**
   * These facts with a limit to what worker processes may take together.
   *
   * @param bytes more than zero
   * @return a copy
   * @throws IllegalArgumentException if {@code bytes} is not more than zero
   */
  public Facts memoryLimit(long bytes) {
    return new Facts(
        threadSafety, sameThread, inOrder, sharedState, mayCrash, mayHang, OptionalLong.of(bytes));
  }

  /** Whether a task may be run in this JVM to be measured. */
  boolean isHarmless() {
    return !mayCrash && !mayHang;
  }
}
