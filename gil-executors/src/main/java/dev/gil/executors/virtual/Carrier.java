package dev.gil.executors.virtual;

import dev.gil.LockClosedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A platform thread that mounts guests: with the lock while it drives, without it else. */
final class Carrier implements Runnable {
  private static final VarHandle TURNS;

  static {
    try {
      TURNS = MethodHandles.lookup().findVarHandle(Carrier.class, "turns", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static final boolean SPINS = Runtime.getRuntime().availableProcessors() > 1;

  /** How long a driver looks for the next guest before it sleeps, in nanoseconds. */
  private static final long LOOKS = 20_000;

  private static final Duration KEEPS_IDLE = Duration.ofSeconds(30);

  final GuestScheduler scheduler;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /**
   * Whether this carrier, or the guest that is mounted on it, has the lock. Touched by whatever
   * runs here only.
   */
  boolean holds;

  /** Whether the guest that is mounted has left the lock to this carrier. */
  boolean steppedOut;

  /** Whether the guest that is about to unmount goes on before others that compute. */
  boolean resumes;

  private int turns; // slices begun; read by the clock
  private volatile boolean asleep;
  private boolean lockIsClosed;
  private long returnerSince;
  private boolean asked; // by this scheduler's own
  private @Nullable Guest last;

  Carrier(GuestScheduler scheduler) {
    this.scheduler = scheduler;
  }

  void runsOn(Thread platform) {
    thread = platform;
  }

  Thread thread() {
    return Objects.requireNonNull(thread);
  }

  /** How many slices began here. */
  int turns() {
    return (int) TURNS.getOpaque(this);
  }

  void unpark() {
    LockSupport.unpark(thread);
  }

  /** Wakes a driver that sleeps. */
  void wake() {
    if (asleep) {
      asleep = false;
      unpark();
    }
  }

  /** Waits until its thread has ended; at once false if that is the current thread. */
  boolean join(long deadline) throws InterruptedException {
    started.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    Thread mine = thread;
    return started.getCount() == 0
        && mine != null
        && mine != Thread.currentThread()
        && mine.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  @Override
  public void run() {
    started.countDown();
    boolean stays = true;
    while (stays) {
      @Nullable Guest guest;
      if (isDriver()) {
        if (scheduler.hasDetached()) {
          scheduler.summon(); // it may have been this one that was summoned, before it drove
        }
        drive();
      } else if ((guest = scheduler.pollDetached()) != null) {
        carryDetached(guest);
      } else {
        stays = idle();
      }
    }
    scheduler.left(this);
  }

  private boolean isDriver() {
    return scheduler.driver.get() == this;
  }

  /** Waits to be wanted; false if it was not for long, or all is over. */
  private boolean idle() {
    long until = System.nanoTime() + KEEPS_IDLE.toNanos();
    while (!isWanted()) {
      if (scheduler.hasEnded()) {
        return false;
      }
      scheduler.idles(this);
      long left = until - System.nanoTime();
      if (!isWanted() && !scheduler.hasEnded() && left > 0) {
        LockSupport.parkNanos(scheduler, left);
        Thread.interrupted();
      }
      boolean chosen = !scheduler.idlesNoMore(this);
      if (!chosen && left <= 0 && !isWanted()) {
        return false;
      }
    }
    return true;
  }

  private boolean isWanted() {
    return isDriver()
        || scheduler.hasDetached()
        || (scheduler.driver.get() == null
            && scheduler.hasWork()
            && scheduler.driver.compareAndSet(null, this));
  }

  // --- with the lock
  // ---------------------------------------------------------------------------------

  private void drive() {
    while (isDriver()) {
      if (!awaitWork()) {
        scheduler.driver.compareAndSet(this, null);
        return;
      }
      if (attach()) {
        turn();
      } else {
        carryOn();
      }
    }
  }

  /** Returns when a guest can run; false if none ever will. */
  private boolean awaitWork() {
    long until = SPINS ? System.nanoTime() + LOOKS : 0;
    while (!scheduler.hasWork()) {
      if (scheduler.hasEnded()) {
        return false;
      }
      if (until != 0) {
        Thread.onSpinWait();
        until = System.nanoTime() < until ? until : 0;
        continue;
      }
      asleep = true;
      if (!scheduler.hasWork() && !scheduler.hasEnded()) {
        LockSupport.park(scheduler);
        Thread.interrupted();
      }
      asleep = false;
    }
    return true;
  }

  private boolean attach() {
    if (lockIsClosed) {
      return false;
    }
    try {
      scheduler.lock.attach(scheduler.inbox.hasReturner());
    } catch (LockClosedException e) {
      lockIsClosed = true;
      return false;
    }
    holds = true;
    return true;
  }

  /** One hold of the lock, through as many guests as can run. */
  private void turn() {
    scheduler.turning = true;
    while (holds) {
      if (scheduler.lock.isAsked() && !answer()) {
        break;
      }
      @Nullable Guest next = next();
      if (next == null) {
        scheduler.turning = false;
        giveUp();
      } else {
        carry(next);
      }
    }
    scheduler.turning = false;
  }

  private void giveUp() {
    holds = false;
    scheduler.lock.giveUp();
  }

  /** Hands over to other threads that asked; false if the lock did not come back. */
  private boolean answer() {
    if (scheduler.lock.isAskedByOwn()) {
      scheduler.lock.answered();
      if (scheduler.sliceOver) {
        scheduler.sliceOver = false;
        scheduler.queue.endSlice();
      }
      asked = true;
    }
    try {
      scheduler.lock.handOver();
      return true;
    } catch (LockClosedException e) {
      holds = false;
      lockIsClosed = true;
      return false;
    }
  }

  private @Nullable Guest next() {
    RunQueue queue = scheduler.queue;
    scheduler.inbox.drainTo(queue);
    @Nullable Guest returner = queue.returner();
    @Nullable Guest computing = queue.computing();
    @Nullable Guest next;
    if (returner == null) {
      next = computing;
    } else if (computing == null) {
      next = returner;
    } else {
      next = chosen(returner, computing);
    }
    if (next == null) {
      return null;
    }
    if (next != queue.resumer() && (next != returner || computing == null)) {
      TURNS.setOpaque(this, turns + 1);
    }
    queue.remove(next);
    if (!queue.isEmpty()) {
      scheduler.clock.wake();
    }
    if (asked) {
      asked = false;
      if (next != last) {
        scheduler.lock.switched();
      }
    }
    last = next;
    return next;
  }

  /** Between one that comes back and one that computes: the former, within the budget. */
  private Guest chosen(Guest returner, Guest computing) {
    long now = System.nanoTime();
    long until = scheduler.returnersWaitUntil;
    if (until == 0 || until - now <= 0) {
      returnerSince = now;
      return returner;
    }
    return computing == scheduler.queue.resumer() || computing.arrival - returner.arrival < 0
        ? computing
        : returner;
  }

  /** By the guest that is mounted here: a call is about to block. Whether it let the lock go. */
  boolean beginsBlocking() {
    return scheduler.blocks(this);
  }

  /** By the guest, or by this thread itself: a call that may have blocked is over. */
  void endsBlocking() {
    if (Thread.currentThread().isVirtual()) {
      scheduler.blocked();
    }
  }

  /** Puts a guest that can run into the queue, from here, where the lock is held. */
  void enqueue(Guest guest) {
    if (resumes || inherits(guest)) {
      resumes = false;
      scheduler.queue.resume(guest);
    } else {
      scheduler.queue.add(guest);
      scheduler.clock.wake();
    }
  }

  /**
   * Whether a guest that the mounted one has woken goes on in what is left of that one's slice,
   * before the others: it was waited for, and most likely blocks again soon. Two that wake each
   * other share one slice by that, and keep nobody out for longer. As Go's scheduler does
   * (runnext).
   */
  private boolean inherits(Guest woken) {
    return Thread.currentThread().isVirtual()
        && !woken.isFresh()
        && !scheduler.sliceOver
        && !scheduler.lock.isSliceOver();
  }

  /** Mounts a guest with the lock, which this carrier has, until it unmounts. */
  private void carry(Guest guest) {
    if (claims(guest, false)) {
      scheduler.lock.mount(guest.thread, guest);
      mount(guest);
      returnerSince = 0;
      guest.unclaim();
    }
  }

  /** Mounts a guest without the lock. */
  private void carryDetached(Guest guest) {
    if (claims(guest, true)) {
      mount(guest);
      guest.unclaim();
    }
  }

  /**
   * Claims a guest that was taken out of a queue. It may have submitted itself twice, and run
   * since; only once it is claimed does it stay as it is, with the lock or without.
   */
  private boolean claims(Guest guest, boolean detached) {
    guest.dequeued();
    if (!guest.claim()) {
      return false;
    }
    if (guest.detached != detached) {
      guest.unclaim();
      scheduler.reroute(guest);
      return false;
    }
    return true;
  }

  /** The lock is closed: what is left runs without it, one at a time, to its next checkpoint. */
  private void carryOn() {
    if (!scheduler.lock.isShut()) {
      LockSupport.parkNanos(scheduler, 1_000_000); // somebody holds it to the end
      return;
    }
    scheduler.lock.tellClosed();
    scheduler.inbox.drainTo(scheduler.queue);
    @Nullable Guest guest = scheduler.queue.returner();
    guest = guest == null ? scheduler.queue.computing() : guest;
    if (guest != null) {
      scheduler.queue.remove(guest);
      guest.dequeued();
      if (guest.claim()) {
        mount(guest);
        guest.unclaim();
      }
    }
  }

  private void mount(Guest guest) {
    boolean keeps;
    do {
      guest.mountedOn(this);
      VirtualThreads.run(guest.thread);
      keeps = holds && !takesOverFrom(guest);
      if (keeps) {
        await(guest);
      }
    } while (keeps);
    if (VirtualThreads.hasEnded(guest.thread)) {
      scheduler.departed();
    }
  }

  /** The guest unmounted with the lock: it is this carrier's again, unless the guest keeps it. */
  private boolean takesOverFrom(Guest guest) {
    if (returnerSince != 0) {
      long now = System.nanoTime();
      scheduler.lock.returnerRan(now - returnerSince);
      long wait = scheduler.lock.untilReturnersMayGo(now);
      scheduler.returnersWaitUntil = wait == 0 ? 0 : now + wait;
    }
    boolean ended = VirtualThreads.hasEnded(guest.thread);
    if (!ended) {
      scheduler.outside.look(guest.thread);
    }
    if (steppedOut) {
      steppedOut = false;
    } else if (!scheduler.lock.unmount(
        guest.thread, Thread.currentThread(), guest, ended, guest.keeps > 0)) {
      return false;
    }
    if (!isDriver()) {
      giveUp();
    }
    return true;
  }

  /** Keeps the lock for a guest until that can run again. */
  private void await(Guest guest) {
    guest.keeper = this;
    while (!guest.readyForKeeper) {
      scheduler.inbox.drainTo(scheduler.queue);
      if (guest.line != RunQueue.NOWHERE) {
        scheduler.queue.remove(guest);
        break;
      }
      LockSupport.park(guest.thread);
      Thread.interrupted();
    }
    guest.keeper = null;
    guest.readyForKeeper = false;
    guest.dequeued();
  }
}
