package dev.gil.cluster;

import java.time.Duration;

/** How long tasks wait for a cluster without members. Guarded by the {@link ClusterRunner}. */
final class Patience {
  private final Duration limit;
  private long since;
  private boolean waiting;

  Patience(Duration limit) {
    this.limit = limit;
  }

  Duration limit() {
    return limit;
  }

  /** There is a member. */
  void end() {
    waiting = false;
  }

  /** There is none; true if that is news, and a look is due when the limit has passed. */
  boolean begin() {
    if (waiting) {
      return false;
    }
    waiting = true;
    since = System.nanoTime();
    return true;
  }

  boolean isOver() {
    return waiting && System.nanoTime() - since >= limit.toNanos();
  }
}
