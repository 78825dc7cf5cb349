package dev.gil.testkit.explore.classics;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** What is waited for is looked at outside the lock, and signalled in between. */
final class MissedSignal {
  private volatile boolean ready;
  private boolean guarded;
  private int payload;

  private MissedSignal() {}

  static void broken() {
    MissedSignal shared = new MissedSignal();
    Both.run(
        () -> {
          if (!shared.ready) {
            synchronized (shared) {
              shared.wait();
            }
          }
        },
        () -> {
          shared.ready = true;
          synchronized (shared) {
            shared.notify();
          }
        });
  }

  static void correctMonitor() {
    MissedSignal shared = new MissedSignal();
    Both.run(
        () -> {
          synchronized (shared) {
            while (!shared.guarded) {
              shared.wait();
            }
          }
          Both.expect(shared.payload == 7, "payload " + shared.payload);
        },
        () -> {
          shared.payload = 7;
          synchronized (shared) {
            shared.guarded = true;
            shared.notifyAll();
          }
        });
  }

  static void correctCondition() {
    MissedSignal shared = new MissedSignal();
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    Both.run(
        () -> {
          lock.lock();
          try {
            while (!shared.guarded) {
              changed.await();
            }
            Both.expect(shared.payload == 7, "payload " + shared.payload);
          } finally {
            lock.unlock();
          }
        },
        () -> {
          lock.lock();
          try {
            shared.payload = 7;
            shared.guarded = true;
            changed.signal();
          } finally {
            lock.unlock();
          }
        });
  }

  static void correctLatch() {
    MissedSignal shared = new MissedSignal();
    CountDownLatch done = new CountDownLatch(1);
    Both.run(
        () -> {
          done.await();
          Both.expect(shared.payload == 7, "payload " + shared.payload);
        },
        () -> {
          shared.payload = 7;
          done.countDown();
        });
  }

  static void correctPark() {
    MissedSignal shared = new MissedSignal();
    AtomicBoolean done = new AtomicBoolean();
    Thread waiter =
        new Thread(
            () -> {
              while (!done.get()) {
                LockSupport.park();
              }
              Both.expect(shared.payload == 7, "payload " + shared.payload);
            });
    waiter.start();
    shared.payload = 7;
    done.set(true);
    LockSupport.unpark(waiter);
    try {
      waiter.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
