package dev.gil.testkit.explore.classics;

import java.util.concurrent.atomic.AtomicInteger;

/** A resource that is freed when the last of its users lets go. */
final class Refcount {
  private int plain = 2;
  private volatile boolean isFreed;
  private final AtomicInteger count = new AtomicInteger(1);

  private Refcount() {}

  private void releasePlain() {
    plain = plain - 1;
    if (plain == 0) {
      Both.expect(!isFreed, "freed twice");
      isFreed = true;
    }
  }

  static void brokenNotAtomic() {
    Refcount shared = new Refcount();
    Both.run(shared::releasePlain, shared::releasePlain);
    Both.expect(shared.isFreed, "never freed");
  }

  private synchronized void releaseLocked() {
    releasePlain();
  }

  static void correctByMonitor() {
    Refcount shared = new Refcount();
    Both.run(shared::releaseLocked, shared::releaseLocked);
    Both.expect(shared.isFreed, "never freed");
  }

  private void release() {
    if (count.decrementAndGet() == 0) {
      isFreed = true;
    }
  }

  static void brokenRetainAfterZero() {
    Refcount shared = new Refcount();
    Both.run(
        shared::release,
        () -> {
          if (shared.count.get() > 0) {
            shared.count.incrementAndGet();
            Both.expect(!shared.isFreed, "used after it was freed");
            shared.release();
          }
        });
  }

  private boolean retain() {
    int now = count.get();
    while (now > 0) {
      if (count.compareAndSet(now, now + 1)) {
        return true;
      }
      now = count.get();
    }
    return false;
  }

  static void correctRetain() {
    Refcount shared = new Refcount();
    Both.run(
        shared::release,
        () -> {
          if (shared.retain()) {
            Both.expect(!shared.isFreed, "used after it was freed");
            shared.release();
          }
        });
    Both.expect(shared.isFreed, "never freed");
  }
}
