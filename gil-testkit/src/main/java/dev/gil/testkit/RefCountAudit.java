package dev.gil.testkit;

import java.util.List;

/**
 * What became of the objects of a {@link RefCountProgram}, or of those that a {@link
 * RefCountRecorder} was told of. Immutable.
 *
 * @param violations what should not have happened, in the order in which it was found
 * @param operations how many retains, releases and uses were done
 */
public record RefCountAudit(List<Violation> violations, long operations) {
  /** How a count goes wrong. */
  public enum Kind {
    /** A thread that owned a reference found the object disposed of. */
    USED_AFTER_FREE,
    /** A thread that owned a reference could not retain: the count was zero already. */
    RETAINED_AFTER_FREE,
    /** A thread that owned a reference could not release it: the count would be negative. */
    RELEASED_TOO_OFTEN,
    /** An object was disposed of more than once. */
    FREED_TWICE,
    /** All references were released, and the object was not disposed of. */
    LEAKED,
    /** The count is not that of the retains and releases that were done: one was lost. */
    LOST_UPDATE,
    /** An object was handed out again while it was in use. */
    REUSED
  }

  /**
   * One thing that should not have happened.
   *
   * @param kind of what kind
   * @param text to whom, by whom
   */
  public record Violation(Kind kind, String text) {}

  /**
   * Copies the list.
   *
   * @param violations what should not have happened
   * @param operations how many operations were done
   */
  public RefCountAudit {
    violations = List.copyOf(violations);
  }

  /**
   * Whether every object was disposed of once, at the end, and never used after.
   *
   * @return true if there is no violation
   */
  public boolean isBalanced() {
    return violations.isEmpty();
  }
}
