package dev.gil;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The own thread of a lock of {@link Affinity#THREAD}: runs what other threads give it, in the
 * order in which it comes. It starts with the first errand, and ends when the lock is closed.
 */
final class LockThread {
  private final GlobalLock lock;
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition arrived = mutex.newCondition();
  private final Queue<Errand<?, ?>> errands = new ArrayDeque<>(); // guarded by mutex
  private boolean closed; // guarded by mutex
  private volatile @Nullable Thread thread;

  LockThread(GlobalLock lock) {
    this.lock = lock;
  }

  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** What one thread wants done, and what came of it: written before the waiter's verdict. */
  private static final class Errand<T extends @Nullable Object, X extends Exception> {
    private final Attachment.Call<T, X> body;
    private final Waiter caller;
    private @Nullable T value;
    private @Nullable Throwable failure;

    Errand(Attachment.Call<T, X> body, Waiter caller) {
      this.body = body;
      this.caller = caller;
    }

    void run() {
      try {
        value = body.call();
      } catch (Throwable t) {
        failure = t;
      }
      end(Waiter.GRANTED);
    }

    void end(int verdict) {
      caller.verdict = verdict;
      LockSupport.unpark(caller.thread);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null only if T may be
    T outcome() throws X {
      if (failure != null) {
        throw (X) failure; // what the body threw: an X, or unchecked
      }
      return value;
    }
  }

  /**
   * Runs {@code body} on the lock's thread and waits for it, uninterruptibly; an interrupt stays
   * pending.
   *
   * @throws LockClosedException if the lock was closed before the body began
   */
  <T extends @Nullable Object, X extends Exception> T call(Attachment.Call<T, X> body) throws X {
    Thread me = Thread.currentThread();
    // Never refused itself: its body may be running. The lock's thread is, when it attaches.
    Waiter caller = new Waiter(lock, me, Waiter.Role.YIELDED, System.nanoTime());
    Errand<T, X> errand = new Errand<>(body, caller);
    add(errand);
    boolean watched = ThreadOrder.needed() && LiveLocks.innermost(me) != null;
    boolean interrupted = false;
    if (watched) {
      DeadlockWatch.begins(caller);
    }
    while (caller.verdict == Waiter.WAITING) {
      LockSupport.park(lock);
      interrupted |= Thread.interrupted();
    }
    if (watched) {
      DeadlockWatch.ends(caller);
    }
    if (interrupted) {
      me.interrupt();
    }
    if (caller.verdict == Waiter.CLOSED) {
      throw LockQueue.closed(lock);
    }
    return errand.outcome();
  }

  private void add(Errand<?, ?> errand) {
    mutex.lock();
    try {
      if (closed) {
        throw LockQueue.closed(lock);
      }
      errands.add(errand);
      if (thread == null) {
        thread = Thread.ofPlatform().daemon().name("gil-lock-" + lock.name()).start(this::loop);
      } else {
        arrived.signal();
      }
    } finally {
      mutex.unlock();
    }
  }

  private void loop() {
    for (@Nullable Errand<?, ?> errand = take(); errand != null; errand = take()) {
      errand.run();
      Thread.interrupted(); // was for that errand
    }
  }

  private @Nullable Errand<?, ?> take() {
    mutex.lock();
    try {
      while (errands.isEmpty()) {
        if (closed) {
          return null;
        }
        arrived.awaitUninterruptibly();
      }
      return errands.remove();
    } finally {
      mutex.unlock();
    }
  }

  void close() {
    List<Errand<?, ?>> left;
    mutex.lock();
    try {
      closed = true;
      left = List.copyOf(errands);
      errands.clear();
      arrived.signalAll();
    } finally {
      mutex.unlock();
    }
    left.forEach(errand -> errand.end(Waiter.CLOSED));
  }

  /** Who waits for the thread to be done with what came before, longest first. */
  List<Waiter> waiters() {
    mutex.lock();
    try {
      List<Waiter> all = new ArrayList<>(errands.size());
      errands.forEach(errand -> all.add(errand.caller));
      return all;
    } finally {
      mutex.unlock();
    }
  }
}
