package dev.gil;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a lock of the stress run guards, all of it plain: two counts that are equal whenever nobody
 * is inside, and who is inside. Two threads inside at once leave a trace in one of them.
 */
final class StressedState {
  final GlobalLock lock;
  private final AtomicLong violations;
  private @Nullable Thread inside;
  private long first;
  private long second;
  private long disposals;

  StressedState(GlobalLock lock, AtomicLong violations) {
    this.lock = lock;
    this.violations = violations;
  }

  /** Changes the state; the caller holds the lock and gives nothing up inside. */
  void touch() {
    Thread me = Thread.currentThread();
    if (inside != null || first != second || !lock.isHeld()) {
      violations.incrementAndGet();
    }
    inside = me;
    first++;
    if (inside != me) {
      violations.incrementAndGet();
    }
    second++;
    inside = null;
  }

  /** As {@link #touch}, by a disposer. */
  void dispose() {
    touch();
    disposals++;
  }

  /** How often it was changed by those who held the lock for it. */
  long touches() {
    return lock.call(() -> first - disposals);
  }

  long disposals() {
    return lock.call(() -> disposals);
  }
}
