package dev.gil.executors.explicit;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts the threads that come and go, and waits until the last of them is dead: not just done, but
 * dead. A set of all of them would say it too, at the price of an entry for each that waits.
 */
final class Crowd {
  private final AtomicLong inside = new AtomicLong();
  // Those that said they leave and may still be alive for a moment.
  private final Queue<Thread> leaving = new ConcurrentLinkedQueue<>();
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition empty = mutex.newCondition();
  private volatile boolean closed;

  /** One more, counted by whoever starts it. */
  void enter() {
    inside.incrementAndGet();
    if (closed) {
      withdraw();
      throw new IllegalStateException("the runner is closed");
    }
  }

  /** The calling thread has nothing more to do here. */
  void leave() {
    leaving.add(Thread.currentThread());
    for (@Nullable Thread first = leaving.peek(); first != null; first = leaving.peek()) {
      if (first.isAlive() || !leaving.remove(first)) {
        break;
      }
    }
    withdraw();
  }

  /** One was counted that does not come. */
  void withdraw() {
    if (inside.decrementAndGet() == 0 && closed) {
      mutex.lock();
      try {
        empty.signalAll();
      } finally {
        mutex.unlock();
      }
    }
  }

  /** Lets nobody in any more, and says whether all are dead by the end of the wait. */
  boolean close(Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    closed = true;
    mutex.lockInterruptibly();
    try {
      while (inside.get() > 0) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        empty.awaitNanos(left);
      }
    } finally {
      mutex.unlock();
    }
    return buried(deadline);
  }

  private boolean buried(long deadline) throws InterruptedException {
    for (@Nullable Thread first = leaving.peek(); first != null; first = leaving.peek()) {
      long left = Math.max(0, deadline - System.nanoTime());
      // The thread of the last task may be the one that closes: it lives on for a moment.
      if (first == Thread.currentThread() || !first.join(Duration.ofNanos(left))) {
        return false;
      }
      leaving.remove(first);
    }
    return true;
  }
}
