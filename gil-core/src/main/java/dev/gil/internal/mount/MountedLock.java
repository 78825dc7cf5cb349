package dev.gil.internal.mount;

import dev.gil.GlobalLock;
import dev.gil.internal.LockAccess;
import org.jspecify.annotations.Nullable;

/**
 * A lock as the carriers of one scheduler use it. A carrier attaches in the lock's line like any
 * thread; while a virtual thread is mounted the lock is that thread's.
 *
 * <p>Methods that say so are for the carrier that holds the lock, between {@link #attach} and
 * {@link #giveUp}.
 */
public abstract class MountedLock {
  /** For the one subclass. */
  protected MountedLock() {}

  /** The lock for the carriers of {@code carriage}. */
  public static MountedLock of(GlobalLock lock, Carriage carriage) {
    return LockAccess.get().mounted(lock, carriage);
  }

  /**
   * Takes the lock for this carrier, uninterruptibly.
   *
   * @param returner whether a thread back from a blocking call is to be mounted: it goes first
   * @throws dev.gil.LockClosedException if the lock is closed
   */
  public abstract void attach(boolean returner);

  /** Gives the lock up, by the carrier that holds it. */
  public abstract void giveUp();

  /** Whether the holder is asked to give way, by anybody: one opaque read. */
  public abstract boolean isAsked();

  /**
   * By the carrier that holds the lock: hands it over if other threads asked; back when this
   * returns.
   */
  public abstract void handOver();

  /** Asks the thread that is mounted to give way to another of the same scheduler. */
  public abstract void ask();

  /** Whether {@link #ask} was called since {@link #answered}. */
  public abstract boolean isAskedByOwn();

  /** By the carrier that holds the lock: it now picks whom to mount. */
  public abstract void answered();

  /** Whether the request that stands is for the end of a slice, not for a returner. */
  public abstract boolean isSliceOver();

  /** By the carrier that holds the lock: from now on it is {@code guest}'s. */
  public abstract void mount(Thread guest, MountState state);

  /**
   * By the carrier, whose guest has unmounted: the lock is the carrier's again.
   *
   * @param ended whether the guest's thread has ended
   * @return false if the guest keeps the lock: it is in a session, or holds or awaits another lock
   */
  public abstract boolean unmount(
      Thread guest, Thread carrier, MountState state, boolean ended, boolean keeps);

  /** Counts a switch from one guest to another that was asked for. */
  public abstract void switched();

  /**
   * By the thread that is mounted: gives the lock up, as by a detached scope.
   *
   * @return what {@link #takeBack} takes back; null if the lock is kept, for a session or another
   *     lock
   */
  public abstract @Nullable Object detach();

  /**
   * By the thread that has detached: waits for the lock, uninterruptibly.
   *
   * @throws dev.gil.LockClosedException if the lock is closed
   */
  public abstract void takeBack(Object detached);

  /** How long until returners may go first, 0 for now; by the carrier that holds the lock. */
  public abstract long untilReturnersMayGo(long now);

  /** A returner ran for so long before those that compute; by the carrier that holds the lock. */
  public abstract void returnerRan(long nanos);

  /** The switch interval. */
  public abstract long intervalNanos();

  /**
   * The guest that holds the lock has let a request stand for an interval; it runs {@code since}.
   */
  public abstract void noticeStarvation(long since);

  /** Whether the lock is closed, and nobody holds it nor ever will. */
  public abstract boolean isShut();

  /** From now on every checkpoint finds that the lock is closed. */
  public abstract void tellClosed();
}
