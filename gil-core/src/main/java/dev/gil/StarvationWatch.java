package dev.gil;

import dev.gil.internal.log.Log;
import dev.gil.trace.LockListener;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices a holder that does not answer, and says afterwards how long it did not and where; while
 * it goes on too, if that is for long.
 *
 * <p>The waiter that times the slice notices, when the request has stood for a whole switch
 * interval, and looks at the holder's stack. The holder itself finds out at its next checkpoint, or
 * when it gives the lock up: there its own stack is that of the stretch's end. One that is stuck in
 * native code never finds out, so the waiter tells of it after a second, after two, four and so on.
 */
final class StarvationWatch {
  /** In nanoseconds: what loads a class or meets a collector is shorter. */
  private static final long WORTH_A_LINE = 50_000_000;

  /** In nanoseconds: how long a holder lets others wait before they tell of it while it goes on. */
  private static final long STUCK = 1_000_000_000;

  /** A holder is being waited for; {@code stack} is from the middle of the stretch. */
  private record Unanswered(long root, long since, List<StackTraceElement> stack, long tellAfter) {
    Unanswered told(long next) {
      return new Unanswered(root, since, stack, next);
    }
  }

  private volatile @Nullable Unanswered unanswered;
  private volatile LockSnapshot.@Nullable Starvation longest;
  private volatile long warned; // a stretch twice as long is worth another line

  boolean hasNoticed(long root) {
    Unanswered u = unanswered;
    return u != null && u.root == root;
  }

  /**
   * By a waiter, as often as it likes: the holder lets a request stand, and has run {@code since}.
   */
  void notice(GlobalLock lock, Thread holder, long root, long since) {
    Unanswered u = unanswered;
    if (u == null || u.root != root) {
      List<StackTraceElement> stack = List.of(holder.getStackTrace());
      unanswered = new Unanswered(root, since, stack, STUCK);
      LockListener listener = lock.listener;
      boolean stillHolds = lock.owner == holder && lock.root == root;
      if (listener != null && stillHolds) {
        Listeners.starving(listener, lock.name(), holder, since, System.nanoTime(), stack);
      }
    } else if (System.nanoTime() - u.since > u.tellAfter) {
      unanswered = u.told(2 * u.tellAfter);
      Log.gil()
          .log(
              System.Logger.Level.WARNING,
              () -> Snapshots.stuck(lock.name(), holder, System.nanoTime() - u.since));
    }
  }

  /** By the holder, which answers now; null if nobody was starved in this hold. */
  LockSnapshot.@Nullable Starvation answers(
      Thread me, long root, long checkpoint, long now, int waiting) {
    Unanswered u = unanswered;
    if (u == null) {
      return null;
    }
    unanswered = null;
    if (u.root != root) {
      return null;
    }
    long from = checkpoint == 0 ? u.since : Math.max(u.since, checkpoint);
    var starvation =
        new LockSnapshot.Starvation(
            me.getName(),
            me.threadId(),
            me.isVirtual(),
            Duration.ofNanos(now - from),
            waiting,
            List.of(me.getStackTrace()),
            u.stack);
    LockSnapshot.Starvation before = longest;
    if (before == null || before.stretch().compareTo(starvation.stretch()) < 0) {
      longest = starvation;
    }
    return starvation;
  }

  /** After the lock was given up. */
  void tell(GlobalLock lock, Thread me, LockSnapshot.Starvation starvation, long ended) {
    if (lock.listener != null) {
      Listeners.starved(lock.listener, lock.name(), me, starvation, ended);
    }
    long nanos = starvation.stretch().toNanos();
    if (nanos > 2 * warned && nanos > WORTH_A_LINE) {
      warned = nanos;
      Log.gil().log(System.Logger.Level.WARNING, () -> Snapshots.describe(lock.name(), starvation));
    }
  }

  LockSnapshot.@Nullable Starvation longest() {
    return longest;
  }
}
