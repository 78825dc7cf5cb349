package dev.gil.testkit.explore.engine;

import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something that happens when virtual time has come: an action of the JDK's, or a wait's end. */
final class Timer implements ScheduledFuture<@Nullable Object> {
  final long deadline;
  final long number;
  final @Nullable Runnable action;
  final @Nullable Actor actor;
  private boolean cancelled;
  private boolean fired;

  /**
   * A timer.
   *
   * @param number orders those with the same deadline
   * @param action what to run; null if the actor is to be made ready
   * @param actor whose wait it ends, as far as known
   */
  Timer(long deadline, long number, @Nullable Runnable action, @Nullable Actor actor) {
    this.deadline = deadline;
    this.number = number;
    this.action = action;
    this.actor = actor;
  }

  void fire() {
    fired = true;
    if (action != null) {
      action.run();
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean first = !cancelled && !fired;
    cancelled = true;
    return first;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public boolean isDone() {
    return fired || cancelled;
  }

  @Override
  public @Nullable Object get() {
    return null;
  }

  @Override
  public @Nullable Object get(long timeout, TimeUnit unit) {
    return null;
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(deadline, TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    if (other instanceof Timer timer) {
      int byTime = Long.compare(deadline, timer.deadline);
      return byTime != 0 ? byTime : Long.compare(number, timer.number);
    }
    return Long.compare(deadline, other.getDelay(TimeUnit.NANOSECONDS));
  }
}
