package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/** A thread of a crowd that wants one lock: about 5 ns inside it, and as much outside. */
abstract sealed class Contender implements Runnable {
  private static final int BURST = 20;
  private static final int STEPS = 3;
  private static final int MIDDLE = 16;

  private final Crowd crowd;

  /** Only the middle is used: it must not share a cache line with what others write. */
  private final AtomicLongArray done = new AtomicLongArray(2 * MIDDLE + 1);

  private Contender(Crowd crowd) {
    this.crowd = crowd;
  }

  /** What they share: the data under the lock, and the sign that it is over. */
  static final class Crowd {
    /** Guarded by the lock. */
    long shared = 88_172_645_463_325_252L;

    volatile boolean over;

    /** What is done under the lock: waits for what was done outside, as that will for this. */
    long work(long own) {
      shared = steps(shared ^ own);
      return shared;
    }

    @SuppressWarnings("unused") // written, so that the work outside is done
    volatile long sink;
  }

  /** Makes contenders for one lock. */
  interface Maker {
    Contender make(Crowd crowd);
  }

  /** A new lock of this kind, with whatever contends for it. */
  static Maker of(String subject) {
    return switch (subject) {
      case "gil" -> {
        GlobalLock lock = ContendedLock.named("bench-contended");
        yield crowd -> new Attached(crowd, lock);
      }
      case "ReentrantLock" -> {
        ReentrantLock lock = new ReentrantLock();
        yield crowd -> new Locking(crowd, lock);
      }
      case "ReentrantLock-fair" -> {
        ReentrantLock lock = new ReentrantLock(true);
        yield crowd -> new Locking(crowd, lock);
      }
      case "StampedLock" -> {
        StampedLock lock = new StampedLock();
        yield crowd -> new Stamped(crowd, lock);
      }
      case "Semaphore" -> {
        Semaphore lock = new Semaphore(1);
        yield crowd -> new Acquiring(crowd, lock);
      }
      case "synchronized" -> {
        Object lock = new Object();
        yield crowd -> new Synchronizing(crowd, lock);
      }
      default -> throw new IllegalArgumentException("no lock " + subject);
    };
  }

  /** So far; exact to a burst. */
  long done() {
    return done.getOpaque(MIDDLE);
  }

  @Override
  public final void run() {
    long x = 362_436_069;
    while (!crowd.over) {
      x = burst(crowd, x);
      done.setOpaque(MIDDLE, done.getPlain(MIDDLE) + BURST);
    }
    crowd.sink = x;
  }

  /** Takes the lock {@value #BURST} times. */
  abstract long burst(Crowd crowd, long own);

  private static long steps(long x) {
    for (int i = 0; i < STEPS; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }

  private static final class Attached extends Contender {
    private final GlobalLock lock;

    Attached(Crowd crowd, GlobalLock lock) {
      super(crowd);
      this.lock = lock;
    }

    @Override
    long burst(Crowd crowd, long own) {
      for (int i = 0; i < BURST; i++) {
        try (Attachment _ = lock.attach()) {
          own = crowd.work(own);
        }
        own = steps(own);
      }
      return own;
    }
  }

  private static final class Locking extends Contender {
    private final ReentrantLock lock;

    Locking(Crowd crowd, ReentrantLock lock) {
      super(crowd);
      this.lock = lock;
    }

    @Override
    long burst(Crowd crowd, long own) {
      for (int i = 0; i < BURST; i++) {
        lock.lock();
        try {
          own = crowd.work(own);
        } finally {
          lock.unlock();
        }
        own = steps(own);
      }
      return own;
    }
  }

  private static final class Stamped extends Contender {
    private final StampedLock lock;

    Stamped(Crowd crowd, StampedLock lock) {
      super(crowd);
      this.lock = lock;
    }

    @Override
    long burst(Crowd crowd, long own) {
      for (int i = 0; i < BURST; i++) {
        long stamp = lock.writeLock();
        try {
          own = crowd.work(own);
        } finally {
          lock.unlockWrite(stamp);
        }
        own = steps(own);
      }
      return own;
    }
  }

  private static final class Acquiring extends Contender {
    private final Semaphore lock;

    Acquiring(Crowd crowd, Semaphore lock) {
      super(crowd);
      this.lock = lock;
    }

    @Override
    long burst(Crowd crowd, long own) {
      for (int i = 0; i < BURST; i++) {
        lock.acquireUninterruptibly();
        try {
          own = crowd.work(own);
        } finally {
          lock.release();
        }
        own = steps(own);
      }
      return own;
    }
  }

  private static final class Synchronizing extends Contender {
    private final Object lock;

    Synchronizing(Crowd crowd, Object lock) {
      super(crowd);
      this.lock = lock;
    }

    @Override
    long burst(Crowd crowd, long own) {
      for (int i = 0; i < BURST; i++) {
        synchronized (lock) {
          own = crowd.work(own);
        }
        own = steps(own);
      }
      return own;
    }
  }
}
