package dev.gil.micrometer;

import io.micrometer.core.instrument.Clock;

/** The share of the time between two readings in which a lock was held. Thread-safe. */
final class BusyShare {
  private final Clock clock;
  private long readAt;
  private double heldThen;
  private double share;

  BusyShare(Clock clock) {
    this.clock = clock;
    this.readAt = clock.monotonicTime();
  }

  /** Two readings at one moment are one: a second reader must not find an empty stretch. */
  synchronized double of(double heldNanos) {
    long now = clock.monotonicTime();
    if (now > readAt) {
      share = Math.clamp((heldNanos - heldThen) / (now - readAt), 0, 1);
      readAt = now;
      heldThen = heldNanos;
    }
    return share;
  }
}
