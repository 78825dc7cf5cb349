package dev.gil;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who held a lock, who waited, and what was counted, at about one moment. Immutable.
 *
 * @param name of the lock
 * @param holder null when it was free
 * @param waiters longest first
 * @param counters since the lock was made
 * @param starvation the longest time that a holder let a request stand, null if none did for a
 *     whole switch interval
 */
public record LockSnapshot(
    String name,
    @Nullable Holder holder,
    List<Waiter> waiters,
    Counters counters,
    @Nullable Starvation starvation) {
  /**
   * Copies the list.
   *
   * @param name of the lock
   * @param holder null when it was free
   * @param waiters longest first
   * @param counters since the lock was made
   * @param starvation the longest time that a holder let a request stand, null if none did for a
   *     whole switch interval
   */
  public LockSnapshot {
    waiters = List.copyOf(waiters);
  }

  /**
   * The thread that held the lock.
   *
   * @param thread its name
   * @param threadId as {@link Thread#threadId()}
   * @param virtual whether it is a virtual thread
   * @param held for how long; at least so long if {@code exact} is false; zero if nobody has waited
   *     yet
   * @param exact whether the time of taking the lock is known: after a hand-off, or when others
   *     waited
   * @param stack innermost frame first; empty if the thread was gone
   * @param session label of the open session
   * @param lastCheckpoint how long ago the holder last answered a request in this hold; empty for
   *     never
   * @param deferredBy name of the inner lock because of which the last request was put off
   */
  public record Holder(
      String thread,
      long threadId,
      boolean virtual,
      Duration held,
      boolean exact,
      List<StackTraceElement> stack,
      Optional<String> session,
      Optional<Duration> lastCheckpoint,
      Optional<String> deferredBy) {}

  /**
   * A thread that waited.
   *
   * @param thread its name
   * @param threadId as {@link Thread#threadId()}
   * @param virtual whether it is a virtual thread
   * @param waited for how long
   */
  public record Waiter(String thread, long threadId, boolean virtual, Duration waited) {}

  /**
   * A holder that passed no checkpoint for so long that others starved: its slice was over for a
   * whole switch interval and more.
   *
   * @param thread its name
   * @param threadId as {@link Thread#threadId()}
   * @param virtual whether it is a virtual thread
   * @param stretch how long it passed no checkpoint that could give way, from when it got the lock
   *     or was first waited for
   * @param waiting how many waited at the end
   * @param stackAtEnd where the stretch ended, innermost frame first: the checkpoint, or where the
   *     lock was given up
   * @param stackDuring where the holder was when a waiter noticed, innermost frame first
   */
  public record Starvation(
      String thread,
      long threadId,
      boolean virtual,
      Duration stretch,
      int waiting,
      List<StackTraceElement> stackAtEnd,
      List<StackTraceElement> stackDuring) {}

  /**
   * What is always counted, at no cost to an attach that need not wait.
   *
   * @param attaches how often the lock was taken: attaches, nested ones too, and takings back
   * @param handOffs how often it passed straight to a waiter
   * @param waits how often a thread had to wait and got the lock
   * @param waited the sum of those waits
   * @param heldContended the sum of the holds while others waited, each from its clock's start
   * @param keptBySession how often {@link Gil#detach()} kept the lock because of a session
   */
  public record Counters(
      long attaches,
      long handOffs,
      long waits,
      Duration waited,
      Duration heldContended,
      long keptBySession) {}
}
