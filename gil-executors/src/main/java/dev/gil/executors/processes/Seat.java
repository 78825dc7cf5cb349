package dev.gil.executors.processes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which of a worker's threads listens to the parent. The one that hears of a task runs it itself,
 * so that a small task costs no hand-over to another thread, and the seat is kept for it meanwhile;
 * unless it stays away too long: then another one sits down.
 *
 * <p>At any time one thread is in the seat, or has it kept, or it is vacant. Going away and coming
 * back are one write and one compare-and-set by the thread itself, so that it and the {@link Usher}
 * who gives the seat away cannot both be believed. All else is under a mutex and seldom.
 */
final class Seat {
  /** A thread that may sit. */
  static class Sitter {
    private final Away away = new Away(this);
    private volatile @Nullable Thread thread;
  }

  private record Away(Sitter whose) {}

  /** A sitter that listens, an {@link Away}, or null if nobody is in the seat. */
  private final AtomicReference<@Nullable Object> taken = new AtomicReference<>();

  private long count; // of departures; for whoever is in the seat
  private volatile long departures;

  private final ReentrantLock mutex = new ReentrantLock();
  private final Deque<Sitter> standing = new ArrayDeque<>(); // guarded by mutex

  /** The sitter is back; false if the seat was not kept. */
  boolean comeBack(Sitter me) {
    return taken.get() == me.away && taken.compareAndSet(me.away, me);
  }

  /** Waits for the seat. Ignores interrupts. */
  void sit(Sitter me) {
    mutex.lock();
    try {
      if (taken.compareAndSet(null, me)) {
        return;
      }
      me.thread = Thread.currentThread();
      standing.addLast(me);
    } finally {
      mutex.unlock();
    }
    while (taken.get() != me) {
      LockSupport.park(this);
      Thread.interrupted(); // meant for a task, and none runs here
    }
  }

  /** The sitter leaves for a moment, and has the seat kept. */
  void goAway(Sitter me) {
    departures = ++count;
    taken.set(me.away);
  }

  /** The sitter leaves for longer. */
  void leave(Sitter me) {
    mutex.lock();
    try {
      giveAway(me);
    } finally {
      mutex.unlock();
    }
  }

  /** Gives the seat away if its sitter is away since the given departure. */
  void giveAwayIfAwaySince(long departure) {
    mutex.lock();
    try {
      if (taken.get() instanceof Away away && departures == departure) {
        giveAway(away);
      }
    } finally {
      mutex.unlock();
    }
  }

  /** To whoever stood up last, whose stack and caches are the warmest. Under the mutex. */
  private void giveAway(Object from) {
    @Nullable Sitter next = standing.peekLast();
    if (taken.compareAndSet(from, next) && next != null) {
      standing.removeLast();
      LockSupport.unpark(next.thread);
    }
  }

  /** How often somebody went away. */
  long departures() {
    return departures;
  }

  /** Whether the seat is kept for somebody. */
  boolean isKept() {
    return taken.get() instanceof Away;
  }
}
