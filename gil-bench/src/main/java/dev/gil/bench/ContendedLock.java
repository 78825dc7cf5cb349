package dev.gil.bench;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Shared locks as they are in a program that runs: contended before, with a request answered. */
public final class ContendedLock {
  private static final Duration SOON = Duration.ofNanos(50_000);

  private ContendedLock() {}

  /** The shared lock of this name, after another thread waited for it and a checkpoint gave way. */
  public static GlobalLock named(String name) {
    GlobalLock lock = GlobalLock.shared(name);
    Duration interval = lock.switchInterval();
    lock.switchInterval(SOON);
    var handedOver = new CountDownLatch(1);
    Thread other;
    try (Attachment gil = lock.attach()) {
      other =
          Thread.ofPlatform()
              .name("contender")
              .daemon()
              .start(
                  () -> {
                    try (Attachment _ = lock.attach()) {
                      handedOver.countDown();
                    }
                  });
      while (handedOver.getCount() > 0) {
        gil.checkpoint();
      }
    } finally {
      lock.switchInterval(interval);
    }
    boolean interrupted = false;
    while (true) {
      try {
        other.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return lock;
  }
}
