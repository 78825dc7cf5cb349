package dev.gil;

import dev.gil.trace.LockListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of a lock, and when the present hold began. Plain fields of the holder: whoever
 * has the lock may write them, and a snapshot reads what it finds.
 */
final class HoldTimes {
  /** Off only to measure what counting costs. */
  private static final boolean COUNTS = !"off".equals(System.getProperty("dev.gil.counters"));

  private long handOffs;
  private long waits;
  private long waitNanos;
  private long contendedNanos;
  private long keptBySession;
  private long heldFrom;
  private long waitFrom;

  /** A hold as its listener hears of it; taken before the lock is given up, told after. */
  record Ended(long waited, long from, long to) {
    void tell(@Nullable LockListener listener, String lock, Thread thread, boolean handedOver) {
      if (listener != null) {
        Listeners.report(listener, lock, thread, waited, from, to, handedOver);
      }
    }
  }

  /**
   * The lock is this thread's since {@code now}, 0 for this moment; it waited since {@code since},
   * 0 for not at all. Whoever handed the lock over may have read the clock before this thread came:
   * then it did not wait, and its hold begins when it came.
   */
  void began(long since, long now, boolean listened) {
    long from = since != 0 && now - since < 0 ? since : now;
    if (COUNTS && since != 0) {
      waits++;
      waitNanos += from - since;
    }
    if (listened) {
      heldFrom = from == 0 ? System.nanoTime() : from;
      waitFrom = since;
    }
  }

  /** The hold ends at {@code now}. */
  Ended ends(long now) {
    return new Ended(waitFrom, heldFrom, now);
  }

  /** A stretch in which somebody waited has ended. */
  void contended(long nanos) {
    if (COUNTS) {
      contendedNanos += nanos;
    }
  }

  void handedOver() {
    if (COUNTS) {
      handOffs++;
    }
  }

  void keptBySession() {
    keptBySession++;
  }

  LockSnapshot.Counters counters(long attaches) {
    return new LockSnapshot.Counters(
        attaches,
        handOffs,
        waits,
        Duration.ofNanos(waitNanos),
        Duration.ofNanos(contendedNanos),
        keptBySession);
  }
}
