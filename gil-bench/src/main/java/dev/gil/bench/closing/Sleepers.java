package dev.gil.bench.closing;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A crowd that sleeps until it is let go, at once: of a lock's waiters, or of bare threads. */
abstract class Sleepers {
  private static final long STACK_BYTES = 128 << 10;

  private final List<Thread> threads = new ArrayList<>();
  private final long[] awakeAt;

  Sleepers(int count) {
    awakeAt = new long[count];
  }

  /** Sleeps until the crowd is let go. */
  abstract void sleep();

  /** Lets all go. */
  abstract void letGo(List<Thread> crowd);

  /** How long from the letting go until the last one was awake, in nanoseconds. */
  final long measure(boolean virtual) throws InterruptedException {
    start(virtual);
    return letAllGo();
  }

  final void start(boolean virtual) {
    for (int i = 0; i < awakeAt.length; i++) {
      int slot = i;
      Runnable body =
          () -> {
            sleep();
            awakeAt[slot] = System.nanoTime();
          };
      threads.add(
          virtual
              ? Thread.ofVirtual().start(body)
              : Thread.ofPlatform().daemon().stackSize(STACK_BYTES).start(body));
    }
    for (Thread thread : threads) {
      while (!isAsleep(thread)) {
        LockSupport.parkNanos(100_000);
      }
    }
  }

  private static boolean isAsleep(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  final long letAllGo() throws InterruptedException {
    long from = System.nanoTime();
    letGo(threads);
    long last = from;
    for (int i = 0; i < awakeAt.length; i++) {
      threads.get(i).join();
      last = Math.max(last, awakeAt[i]);
    }
    return last - from;
  }

  /** Those who wait for a lock that another thread holds and closes. */
  static final class OfALock extends Sleepers {
    private final GlobalLock lock = GlobalLock.create("closing");
    private final Attachment held = lock.attach();

    OfALock(int count) {
      super(count);
    }

    @Override
    void sleep() {
      try (Attachment _ = lock.attach()) {
        throw new AssertionError("attached to a lock that was held until it was closed");
      } catch (LockClosedException e) {
        // what was waited for
      }
    }

    @Override
    void letGo(List<Thread> crowd) {
      lock.close();
      held.close();
    }
  }

  /** Bare parked threads, unparked in a loop: what no lock can be faster than. */
  static final class Bare extends Sleepers {
    private volatile boolean open;

    Bare(int count) {
      super(count);
    }

    @Override
    void sleep() {
      while (!open) {
        LockSupport.park(this);
      }
    }

    @Override
    void letGo(List<Thread> crowd) {
      open = true;
      crowd.forEach(LockSupport::unpark);
    }
  }
}
