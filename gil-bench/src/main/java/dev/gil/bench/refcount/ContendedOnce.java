package dev.gil.bench.refcount;

import dev.gil.Attachment;
import dev.gil.GlobalLock;

/** A lock as a program has it: shared by name, and other threads have waited for it. */
final class ContendedOnce {
  private ContendedOnce() {}

  static GlobalLock lock(String name) {
    GlobalLock lock = GlobalLock.shared(name);
    Thread other;
    try (Attachment _ = lock.attach()) {
      other =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (Attachment _ = lock.attach()) {
                      Thread.onSpinWait();
                    }
                  });
      while (lock.snapshot().waiters().isEmpty()) {
        Thread.onSpinWait();
      }
    }
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while another thread contends the lock", e);
    }
    return lock;
  }
}
