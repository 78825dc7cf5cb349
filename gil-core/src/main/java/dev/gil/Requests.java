package dev.gil;

import dev.gil.internal.Breaker;

/**
 * Why the holder is asked to give way: its slice is over, or a returner wants to go first. The
 * breaker's SWITCH bit is their sum.
 *
 * <p>Written under the queue's mutex only, so that no stale timer can cut the next holder short and
 * no request is buried by a clearing that was decided before it.
 */
final class Requests {
  private final Breaker breaker;
  private volatile boolean sliceOver;
  private volatile boolean returnerFirst;

  Requests(Breaker breaker) {
    this.breaker = breaker;
  }

  boolean any() {
    return sliceOver || returnerFirst;
  }

  boolean sliceOver() {
    return sliceOver;
  }

  boolean returnerFirst() {
    return returnerFirst;
  }

  void set(boolean over, boolean first) {
    boolean before = any();
    if (sliceOver != over) {
      sliceOver = over;
    }
    if (returnerFirst != first) {
      returnerFirst = first;
    }
    if (before != (over || first)) {
      if (before) {
        breaker.lower(Breaker.SWITCH);
      } else {
        breaker.raise(Breaker.SWITCH);
      }
    }
  }
}
