package dev.gil.testkit.explore.weave;

import java.util.Arrays;

/** A modelled monitor: who holds it, who wants it, who waits in it. Threads are numbers. */
final class Monitor {
  static final int NOBODY = -1;

  int owner = NOBODY;
  int depth;
  private int[] entrants = new int[4];
  private int entrantCount;
  private int[] waiters = new int[4];
  private int waiterCount;

  void begin() {
    owner = NOBODY;
    depth = 0;
    entrantCount = 0;
    waiterCount = 0;
  }

  void addEntrant(int thread) {
    if (entrantCount == entrants.length) {
      entrants = Arrays.copyOf(entrants, entrantCount * 2);
    }
    entrants[entrantCount++] = thread;
  }

  /** Takes away one of those that may try again, or {@link #NOBODY}. */
  int takeEntrant() {
    return entrantCount == 0 ? NOBODY : entrants[--entrantCount];
  }

  void addWaiter(int thread) {
    if (waiterCount == waiters.length) {
      waiters = Arrays.copyOf(waiters, waiterCount * 2);
    }
    waiters[waiterCount++] = thread;
  }

  int waiters() {
    return waiterCount;
  }

  /** Ends the wait of the {@code index}-th waiter, which then wants the monitor. */
  void notifyWaiter(int index) {
    int thread = waiters[index];
    removeWaiterAt(index);
    addEntrant(thread);
  }

  /** Ends a wait that nobody notified; false if somebody had. */
  boolean removeWaiter(int thread) {
    for (int i = 0; i < waiterCount; i++) {
      if (waiters[i] == thread) {
        removeWaiterAt(i);
        return true;
      }
    }
    return false;
  }

  void removeEntrant(int thread) {
    for (int i = 0; i < entrantCount; i++) {
      if (entrants[i] == thread) {
        System.arraycopy(entrants, i + 1, entrants, i, --entrantCount - i);
        return;
      }
    }
  }

  private void removeWaiterAt(int index) {
    System.arraycopy(waiters, index + 1, waiters, index, --waiterCount - index);
  }
}
