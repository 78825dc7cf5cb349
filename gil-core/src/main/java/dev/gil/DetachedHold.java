package dev.gil;

import dev.gil.trace.LockListener;
import org.jspecify.annotations.Nullable;

/** One lock, given up until the scope closes. */
final class DetachedHold implements Attachment.Detached {
  /** For code that holds nothing. Closing it more than once harms nobody. */
  static final Attachment.Detached NOTHING = () -> {};

  private final Thread thread;
  private final Hold hold;
  private final long since; // 0 where nobody listens and nobody waited
  private final long serial;
  private final @Nullable DetachSite site; // where somebody slept
  private final boolean computing;
  private boolean closed;
  private long computingFrom; // where it waited for a place first

  private DetachedHold(
      Thread thread, Hold hold, long since, @Nullable DetachSite site, boolean computing) {
    this.computing = computing;
    this.serial = hold.lock().serials;
    this.thread = thread;
    this.hold = hold;
    this.since = since;
    this.site = site;
  }

  /**
   * Gives a lock up.
   *
   * @param body what is to run meanwhile, null if only its caller is known
   * @param computing whether it computes and does not block
   */
  static DetachedHold giveUp(GlobalLock lock, Thread me, @Nullable Object body, boolean computing) {
    if (lock.contention == 0) {
      return new DetachedHold(me, Hold.giveUp(lock, null), 0, null, computing);
    }
    // One that sleeps is woken for a kernel, however short: it is to run beside all the later ones.
    @Nullable DetachSite site = computing ? null : lock.queue.siteToLearnOf(body);
    Hold hold = Hold.giveUp(lock, site);
    return new DetachedHold(me, hold, System.nanoTime(), site, computing);
  }

  @Override
  public void close() {
    check();
    finish();
    long away = since == 0 ? Long.MAX_VALUE : System.nanoTime() - since;
    if (site != null) {
      site.lasted(away);
    }
    hold.takeBack(away, computing);
  }

  /** Whether the scope may be closed here and now; changes nothing. */
  void check() {
    GlobalLock lock = hold.lock();
    if (thread != Thread.currentThread()) {
      throw Misuse.detachedElsewhere(lock, thread);
    }
    if (closed) {
      throw Misuse.detachedTwice(lock);
    }
    if (lock.owner == thread && lock.innermost() < serial) {
      throw Misuse.detachedOutOfOrder(lock);
    }
  }

  /** The kernel begins only now. */
  void computes() {
    computingFrom = System.nanoTime();
  }

  /** All of {@link #close()} but the taking back, after the check. */
  void finish() {
    GlobalLock lock = hold.lock();
    closed = true;
    if (lock.owner == thread) {
      hold.restore();
      throw Misuse.attachLeftInside(lock);
    }
    @Nullable LockListener listener = lock.listener;
    if (listener != null) {
      long now = System.nanoTime();
      if (computing) {
        Listeners.ranKernel(listener, lock.name(), thread, since, computingFrom, now);
      } else {
        Listeners.detached(listener, lock.name(), thread, since, now);
      }
    }
  }

  Hold hold() {
    return hold;
  }
}
