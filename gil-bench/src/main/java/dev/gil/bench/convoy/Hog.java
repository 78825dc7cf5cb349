package dev.gil.bench.convoy;

import dev.gil.Attachment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/** A thread that computes for as long as a slice lasts, and counts its turns. */
abstract sealed class Hog implements Runnable {
  /** After so many turns a hog looks whether the slice is over, and says how far it came. */
  static final int CHUNK = 1_000;

  private static final int MIDDLE = 16;

  /** Only the middle is used: what hogs write must not share a cache line with what others read. */
  private final AtomicLongArray turns = new AtomicLongArray(2 * MIDDLE + 1);

  final Stage stage;

  /** Of the time under the lock; runs only where there is one. */
  final HoldClock clock = new HoldClock();

  private static final long SEED = 88_172_645_463_325_252L;

  @SuppressWarnings("unused") // written, so that the turns are made
  private volatile long sink;

  private Hog(Stage stage) {
    this.stage = stage;
  }

  static Hog of(Discipline discipline, Stage stage) {
    return switch (discipline) {
      case BARE -> new Bare(stage);
      case GIL -> new Attached(stage);
      case REENTRANT, FAIR -> new Locking(stage, stage.mutex(discipline));
    };
  }

  /** So far; exact to a chunk. */
  long turns() {
    return turns.getOpaque(MIDDLE);
  }

  final void didChunk(long startNanos) {
    if (stage.clocked) {
      clock.chunk(System.nanoTime() - startNanos);
    }
    turns.setOpaque(MIDDLE, turns.getPlain(MIDDLE) + CHUNK);
  }

  final void done(long x) {
    sink = x;
  }

  /** One step of Marsaglia's xorshift: what a hog does in a turn. */
  static long step(long x) {
    x ^= x << 13;
    x ^= x >>> 7;
    return x ^ (x << 17);
  }

  /** Never touches a lock: polls a word that nobody writes where the others have a checkpoint. */
  static final class Bare extends Hog {
    private static final VarHandle REQUESTS;

    static {
      try {
        REQUESTS = MethodHandles.lookup().findVarHandle(Bare.class, "requests", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    @SuppressWarnings("unused") // by the handle
    private int requests;

    private Bare(Stage stage) {
      super(stage);
    }

    @Override
    public void run() {
      long x = SEED;
      while (!stage.over) {
        x = chunk(x);
        didChunk(0);
      }
      done(x);
    }

    private long chunk(long x) {
      for (int i = 0; i < CHUNK; i++) {
        x = step(x);
        if ((int) REQUESTS.getOpaque(this) != 0) {
          throw new IllegalStateException("nobody asks a bare hog");
        }
      }
      return x;
    }
  }

  /** Holds gil's lock and gives way at a checkpoint a turn. */
  static final class Attached extends Hog {
    private Attached(Stage stage) {
      super(stage);
    }

    @Override
    public void run() {
      try (Attachment gil = stage.lock.attach()) {
        long x = SEED;
        while (!stage.over) {
          long start = stage.clocked ? System.nanoTime() : 0;
          x = chunk(gil, x);
          didChunk(start);
        }
        done(x);
      }
    }

    static long chunk(Attachment gil, long x) {
      for (int i = 0; i < CHUNK; i++) {
        x = step(x);
        gil.checkpoint();
      }
      return x;
    }
  }

  /** Holds a mutex and gives it up for a moment every chunk. */
  static final class Locking extends Hog {
    private final ReentrantLock mutex;

    private Locking(Stage stage, ReentrantLock mutex) {
      super(stage);
      this.mutex = mutex;
    }

    @Override
    public void run() {
      long x = SEED;
      while (!stage.over) {
        mutex.lock();
        try {
          long start = stage.clocked ? System.nanoTime() : 0;
          if (stage.last != this) {
            stage.last = this;
            stage.changes.setOpaque(stage.changes.getPlain() + 1);
          }
          x = chunk(x);
          didChunk(start);
        } finally {
          mutex.unlock();
        }
      }
      done(x);
    }

    static long chunk(long x) {
      for (int i = 0; i < CHUNK; i++) {
        x = step(x);
      }
      return x;
    }
  }
}
