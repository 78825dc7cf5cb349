package dev.gil.internal.mount;

/**
 * What a lock asks of the scheduler through which virtual threads hold it. Every method concerns
 * the calling thread, which is mounted on a carrier of that scheduler; on a carrier itself all do
 * nothing.
 */
public interface Carriage {
  /**
   * Unmounts the calling thread, which holds the lock, and mounts it again in turn. The lock is
   * passed on meanwhile to whoever asked for it.
   *
   * @return false if the thread is pinned: nothing has happened then
   */
  boolean giveWay();

  /** The calling thread is about to give the lock up, and goes on without it. */
  void lettingGo();

  /** The calling thread has given the lock up: another carrier is to go on with it. */
  void letGo();

  /**
   * Takes back the lock for the calling thread, which had let it go, by unmounting and being
   * mounted with the lock. Where the lock was closed the thread returns without it.
   *
   * @return false if the thread is pinned: nothing has happened then, and it waits in the lock's
   *     line like any other
   */
  boolean comeBack();

  /** The calling thread, which had let the lock go, has it again without having moved. */
  void regained();

  /**
   * The calling thread has done what it needed the lock for, and is to end: the lock is its
   * carrier's while it stays there.
   *
   * @return the carrier's thread
   */
  Thread steppingOut();

  /** The calling thread has stepped out, and may take long: it leaves the carrier if it can. */
  void moveOff();

  /**
   * From now on the calling thread keeps the lock when it unmounts, or does so no more. Calls may
   * be nested.
   */
  void keep(boolean on);
}
