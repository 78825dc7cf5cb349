package dev.gil;

import dev.gil.internal.log.Log;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The disposer of one lock: what is due, and who runs it.
 *
 * <p>The JDK's cleaner hears of unreachable objects and only moves their actions to {@link #due}. A
 * holder that gives the lock up runs some of them; a sweeper thread, which lives only while
 * something is due, attaches after a second and runs what is left.
 */
final class DisposalQueue implements Disposer {
  /** How long the sweeper waits for somebody else to come by. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How many actions a thread that gives the lock up runs for others. */
  private static final int AT_ONCE = 64;

  private static final Cleaner CLEANER = Cleaner.create();

  private final GlobalLock lock;
  private final Queue<Disposal> due = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean sweeping = new AtomicBoolean();

  DisposalQueue(GlobalLock lock) {
    this.lock = lock;
  }

  /** One action. It must not reach the object: the cleaner holds it until the object's end. */
  private final class Disposal {
    private final Runnable action;
    private final AtomicBoolean ran = new AtomicBoolean();

    Disposal(Runnable action) {
      this.action = action;
    }

    /** The object is unreachable, or was disposed of early. On the cleaner's thread. */
    void fallsDue() {
      if (!ran.get() && !lock.isClosed()) {
        due.add(this);
        lock.queue.disposalsAreDue(true);
        sweepLater();
      }
    }

    void runOnce() {
      if (ran.compareAndSet(false, true)) {
        action.run();
      }
    }
  }

  @Override
  public Runnable register(Object object, Runnable action) {
    Disposal disposal = new Disposal(action);
    Cleaner.Cleanable end = CLEANER.register(object, disposal::fallsDue);
    return () -> {
      if (!disposal.ran.get()) {
        lock.call(
            () -> {
              disposal.runOnce();
              return true;
            });
        end.clean(); // it has run; nobody need wait for the object any more
      }
    };
  }

  /** Runs some of what is due, on a thread that holds the lock. */
  void runDue() {
    for (int i = 0; i < AT_ONCE; i++) {
      @Nullable Disposal next = due.poll();
      if (next == null) {
        break;
      }
      try {
        next.runOnce();
      } catch (Throwable e) { // a checked one may be thrown unchecked: the lock must be given up
        Log.gil()
            .log(System.Logger.Level.WARNING, "a disposal under " + lock.name() + " failed", e);
      }
    }
    if (due.isEmpty()) {
      lock.queue.disposalsAreDue(false);
      if (!due.isEmpty()) {
        lock.queue.disposalsAreDue(true); // one came in between
      }
    }
  }

  void close() {
    due.clear();
  }

  private void sweepLater() {
    if (sweeping.compareAndSet(false, true)) {
      boolean started = false;
      try {
        Thread.ofPlatform().daemon().name("gil-disposer-" + lock.name()).start(this::sweep);
        started = true;
      } finally {
        if (!started) {
          sweeping.set(false);
        }
      }
    }
  }

  private void sweep() {
    long from = System.nanoTime();
    for (long left = PATIENCE.toNanos(); left > 0; ) {
      LockSupport.parkNanos(this, left);
      left = PATIENCE.toNanos() - (System.nanoTime() - from);
    }
    try {
      while (!due.isEmpty()) {
        lock.call(() -> true); // giving it up runs what is due
      }
    } catch (LockClosedException e) {
      due.clear();
    } finally {
      sweeping.set(false);
    }
    if (!due.isEmpty()) {
      sweepLater();
    }
  }
}
