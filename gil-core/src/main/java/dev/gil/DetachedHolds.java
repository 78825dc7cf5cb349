package dev.gil;

import java.util.ArrayList;
import java.util.List;

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
  static Attachment.Detached giveUp(List<GlobalLock> innermostFirst, Thread me) {
    if (innermostFirst.isEmpty()) {
      return DetachedHold.NOTHING;
    }
    List<DetachedHold> holds = new ArrayList<>(innermostFirst.size());
    for (GlobalLock lock : innermostFirst) {
      holds.add(DetachedHold.giveUp(lock, me));
    }
    return holds.size() == 1 ? holds.getFirst() : new DetachedHolds(holds.reversed());
  }

  @Override
  public void close() {
    holds.forEach(DetachedHold::finish);
    Thread me = Thread.currentThread();
    int awaited = 0;
    while (awaited >= 0) {
      GlobalLock lock = lock(awaited);
      lock.queue.reenter(me);
      lock.owner = me;
      awaited = takeOthers(me, awaited);
    }
    holds.forEach(hold -> hold.hold().restore());
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
