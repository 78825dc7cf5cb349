package dev.gil.executors.virtual;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks a guest to give way when it has had its slice and another waits, or when returners may go
 * first again. Guests that wait are not mounted, so none of them can time the slice itself.
 *
 * <p>A thread that looks four times an interval while somebody waits, and sleeps else. A slice is
 * so up to a quarter too long.
 */
final class SliceClock implements Runnable {
  private static final int LOOKS = 4;
  private static final long SHORTEST = 50_000;
  private static final boolean SPINS = Runtime.getRuntime().availableProcessors() > 1;

  /** How often it looks in vain before it sleeps: starting and stopping it costs system calls. */
  private static final int PATIENCE = 8 * LOOKS;

  private final GuestScheduler scheduler;
  private final String name;
  private long since; // when it first saw the slice that is running
  private volatile boolean asleep = true;
  private volatile @Nullable Thread thread;

  SliceClock(GuestScheduler scheduler, String name) {
    this.scheduler = scheduler;
    this.name = name;
  }

  /** Has it run, for somebody waits. */
  void wake() {
    if (asleep) {
      rouse();
    }
  }

  /** Has it look when returners may go first again, which may be before it would have looked. */
  void retime() {
    Thread running = thread;
    if (running == null) {
      wake();
    } else {
      LockSupport.unpark(running);
    }
  }

  private synchronized void rouse() {
    if (!asleep) {
      return;
    }
    asleep = false;
    Thread running = thread;
    if (running != null) {
      LockSupport.unpark(running);
    } else if (!scheduler.hasEnded()) {
      thread = Thread.ofPlatform().daemon().name(name + "clock").start(this);
    }
  }

  boolean join(long deadline) throws InterruptedException {
    Thread running = thread;
    long left = Math.max(0, deadline - System.nanoTime());
    return running == null || running.join(Duration.ofNanos(left));
  }

  @Override
  public void run() {
    int turn = 0;
    int looks = 0;
    int vain = 0;
    while (!scheduler.hasEnded()) {
      pass(pause());
      @Nullable Carrier driver = scheduler.driver.get();
      if (driver == null || !scheduler.turning || !scheduler.hasWork()) {
        looks = 0;
        if (++vain > PATIENCE) {
          sleep();
          vain = 0;
        }
        continue;
      }
      vain = 0;
      int now = driver.turns();
      looks = now == turn ? looks + 1 : 0;
      turn = now;
      if (looks == 0) {
        since = System.nanoTime();
      }
      look(looks);
    }
  }

  private void look(int looks) {
    if (looks >= LOOKS && !scheduler.sliceOver) {
      scheduler.sliceOver = true;
      scheduler.lock.ask();
    }
    if (looks >= 2 * LOOKS) {
      scheduler.lock.noticeStarvation(since);
    }
    long until = scheduler.returnersWaitUntil;
    if (until != 0 && until - System.nanoTime() <= 0) {
      scheduler.returnersWaitUntil = 0;
      scheduler.lock.ask();
    }
  }

  private long pause() {
    long pause = scheduler.lock.intervalNanos() / LOOKS;
    long until = scheduler.returnersWaitUntil;
    if (until != 0) {
      pause = Math.min(pause, until - System.nanoTime());
    }
    return pause;
  }

  /**
   * No system sleeps for less than about {@link #SHORTEST}: a shorter slice is waited for awake.
   */
  private void pass(long nanos) {
    if (nanos >= SHORTEST || !SPINS) {
      LockSupport.parkNanos(this, Math.max(SHORTEST, nanos));
      return;
    }
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private void sleep() {
    asleep = true;
    if (!(scheduler.turning && scheduler.hasWork())) {
      while (asleep && !scheduler.hasEnded()) {
        LockSupport.park(this);
      }
    }
    asleep = false;
  }
}
