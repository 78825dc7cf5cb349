package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/**
 * Runs something while no other thread does: gil and its peers, where the call itself is not timed.
 */
@FunctionalInterface
interface Exclusion {
  void hold(Runnable body);

  /** One of each, by the ids of rows. */
  static Map<String, Exclusion> all() {
    Map<String, Exclusion> all = new LinkedHashMap<>();
    GlobalLock lock = ContendedLock.named("bench-handoff");
    all.put(
        "gil",
        body -> {
          try (Attachment _ = lock.attach()) {
            body.run();
          }
        });
    all.put("ReentrantLock", of(new ReentrantLock()));
    all.put("ReentrantLock-fair", of(new ReentrantLock(true)));
    StampedLock stamped = new StampedLock();
    all.put(
        "StampedLock",
        body -> {
          long stamp = stamped.writeLock();
          try {
            body.run();
          } finally {
            stamped.unlockWrite(stamp);
          }
        });
    Semaphore semaphore = new Semaphore(1);
    all.put(
        "Semaphore",
        body -> {
          semaphore.acquireUninterruptibly();
          try {
            body.run();
          } finally {
            semaphore.release();
          }
        });
    Object monitor = new Object();
    all.put(
        "synchronized",
        body -> {
          synchronized (monitor) {
            body.run();
          }
        });
    return all;
  }

  private static Exclusion of(ReentrantLock lock) {
    return body -> {
      lock.lock();
      try {
        body.run();
      } finally {
        lock.unlock();
      }
    };
  }
}
