package dev.gil;

import dev.gil.trace.LockListener;
import org.jspecify.annotations.Nullable;

/** One lock, given up until the scope closes. */
final class DetachedHold implements Attachment.Detached {
  /** For code that holds nothing. Closing it more than once harms nobody. */
  static final Attachment.Detached NOTHING = () -> {};

  private final Thread thread;
  private final Hold hold;
  private final long since;
  private final long serial;
  private boolean closed;

  private DetachedHold(Thread thread, Hold hold, long since) {
    this.serial = hold.lock().serials;
    this.thread = thread;
    this.hold = hold;
    this.since = since;
  }

  static DetachedHold giveUp(GlobalLock lock, Thread me) {
    Hold hold = Hold.giveUp(lock);
    return new DetachedHold(me, hold, lock.listener == null ? 0 : System.nanoTime());
  }

  @Override
  public void close() {
    check();
    finish();
    hold.takeBack();
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
      Listeners.detached(listener, lock.name(), thread, since, System.nanoTime());
    }
  }

  Hold hold() {
    return hold;
  }
}
