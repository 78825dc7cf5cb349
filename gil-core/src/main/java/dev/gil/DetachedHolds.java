package dev.gil;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several locks of one thread, given up together and taken back all or nothing.
 *
 * <p>Taking back waits for one lock while holding none of the others: the thread waits for the
 * first, then tries the rest; if one is not free it gives up what it took and waits for that one.
 * So a thread that takes back never waits while it holds, and two that take back the same locks
 * cannot block each other.
 */
final class DetachedHolds implements Attachment.Detached {
  private final List<DetachedHold> holds;

  private DetachedHolds(List<DetachedHold> holds) {
    this.holds = holds;
  }

  /** Gives the locks up, innermost first as listed. */
  static Attachment.Detached giveUp(
      List<GlobalLock> innermostFirst, Thread me, @Nullable Object body, boolean computing) {
    if (innermostFirst.isEmpty()) {
      return DetachedHold.NOTHING;
    }
    List<DetachedHold> holds = new ArrayList<>(innermostFirst.size());
    for (GlobalLock lock : innermostFirst) {
      holds.add(DetachedHold.giveUp(lock, me, body, computing));
    }
    return holds.size() == 1 ? holds.getFirst() : new DetachedHolds(holds.reversed());
  }

  /** The kernel begins only now. */
  void computes() {
    holds.forEach(DetachedHold::computes);
  }

  @Override
  public void close() {
    holds.forEach(DetachedHold::check);
    @Nullable AttachmentException misuse = null;
    for (DetachedHold hold : holds) {
      misuse = finish(hold, misuse);
    }
    Thread me = Thread.currentThread();
    int awaited = 0;
    while (awaited >= 0) {
      GlobalLock lock = lock(awaited);
      lock.queue.reenter(me, holds.get(awaited).hold(), Long.MAX_VALUE);
      lock.owner = me;
      awaited = takeOthers(me, awaited);
    }
    holds.forEach(hold -> hold.hold().restore());
    if (misuse != null) {
      throw misuse;
    }
  }

  /**
   * Ends one of the scopes. An attach left open in it is ended by force, so that the thread holds
   * nothing when it begins to take back; what was wrong is thrown once it holds all again.
   */
  private static @Nullable AttachmentException finish(
      DetachedHold hold, @Nullable AttachmentException before) {
    try {
      hold.finish();
      return before;
    } catch (AttachmentException e) {
      GlobalLock lock = hold.hold().lock();
      lock.extras = HolderExtras.NONE;
      lock.giveUp(SchedulerHook.Point.CLOSE);
      return before == null ? e : before;
    }
  }

  /**
   * Tries all but one; on failure gives up everything, that one included, and says which was not
   * free; else -1.
   */
  private int takeOthers(Thread me, int held) {
    List<GlobalLock> taken = new ArrayList<>(holds.size());
    taken.add(lock(held));
    try {
      for (int i = 0; i < holds.size(); i++) {
        if (i != held) {
          if (!lock(i).queue.tryReenter()) {
            giveUp(taken);
            return i;
          }
          lock(i).owner = me;
          taken.add(lock(i));
        }
      }
      return -1;
    } catch (LockClosedException e) {
      giveUp(taken);
      throw e;
    }
  }

  private static void giveUp(List<GlobalLock> taken) {
    for (GlobalLock lock : taken) {
      lock.root = ++lock.serials; // this hold had none, and its number must not name another one
      lock.giveUp(SchedulerHook.Point.DETACH);
    }
  }

  private GlobalLock lock(int index) {
    return holds.get(index).hold().lock();
  }
}
