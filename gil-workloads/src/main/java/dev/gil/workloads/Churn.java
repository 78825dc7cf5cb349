package dev.gil.workloads;

import dev.gil.refcount.ReferenceCountException;

/** The loop of a task over the objects of a shelf. For one thread. */
final class Churn {
  private final Shelf shelf;
  private final boolean[] wrong = new boolean[Shelf.OBJECTS];
  private long pairs;
  private long belowZero;
  private long usedAfterFree;

  private Churn(Shelf shelf) {
    this.shelf = shelf;
  }

  /** Does so many pairs and gives up the task's own references. */
  static Churn of(Shelf shelf, long pairs, long start, Runnable pause) {
    Churn churn = new Churn(shelf);
    long state = start;
    for (long i = 0; i < pairs; i++) {
      pause.run();
      state = Xorshift.step(state);
      churn.pair((int) (state & Shelf.OBJECTS - 1));
    }
    for (int i = 0; i < Shelf.OBJECTS; i++) {
      churn.release(i);
      pause.run();
    }
    return churn;
  }

  /**
   * An object that went wrong is left alone, or one lost count would be reported a million times.
   */
  private void pair(int which) {
    if (wrong[which]) {
      return;
    }
    Shelf.Shared object = shelf.object(which);
    try {
      object.retain();
      object.use();
    } catch (ReferenceCountException e) {
      usedAfterFree++;
      wrong[which] = true;
      return;
    }
    if (release(which)) {
      pairs++;
    }
  }

  private boolean release(int which) {
    try {
      shelf.object(which).release();
      return true;
    } catch (ReferenceCountException e) {
      belowZero++;
      wrong[which] = true;
      return false;
    }
  }

  /** With what the last one to leave found on the shelf. */
  Tally tally(long made, long disposed, long twice, long leaked) {
    return new Tally(pairs, made, disposed, belowZero + twice, leaked, usedAfterFree);
  }
}
