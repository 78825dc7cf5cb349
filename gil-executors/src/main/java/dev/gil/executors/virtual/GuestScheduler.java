package dev.gil.executors.virtual;

import dev.gil.GlobalLock;
import dev.gil.internal.mount.Carriage;
import dev.gil.internal.mount.MountedLock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of virtual threads that hold a lock by being mounted.
 *
 * <h2>Guests, carriers, the driver</h2>
 *
 * <p>A {@link Guest} is a virtual thread; a {@link Carrier} a platform thread that mounts guests.
 * One carrier is the <i>driver</i>: when a guest can run it attaches to the lock, in the lock's
 * line like any thread, and mounts one guest after the other in the same hold. While a guest is
 * mounted the lock is the guest's. A guest that unmounts, whatever the JDK call, has lost the lock
 * by that; nothing of it is left but what it saved. The driver gives the lock up when nobody can
 * run, and hands it over, between two guests, when another thread has asked.
 *
 * <h2>The run queue is guarded by the lock</h2>
 *
 * <p>Who can run stands in the {@link RunQueue}, which only the carrier that holds the lock and
 * what is mounted on it touch ({@link Carrier#holds}). Everybody else leaves guests in the {@link
 * Inbox}. So a switch from one guest to the next needs neither a lock of its own nor a system call.
 *
 * <h2>Guests without the lock</h2>
 *
 * <p>A guest that detaches, or whose call blocks where it stands and says so ({@link #blocks}),
 * goes on running on its carrier, which stops being the driver: another carrier takes over. Should
 * such a guest unmount, carriers that do not hold the lock mount it again ({@link #detached}). To
 * have the lock back it yields, and is mounted by the driver as a returner. If it is pinned it
 * waits in the lock's line instead, and then holds the lock on a carrier that is not the driver,
 * until it unmounts there.
 *
 * <h2>Guests that keep the lock</h2>
 *
 * <p>In a session, or while it holds or awaits a lock that it took later, a guest keeps the lock
 * when it unmounts, as a platform thread would: a session must not be broken, and to drop the outer
 * of two locks alone would turn their order round. Its carrier waits for that guest, and so does
 * everybody else.
 *
 * <h2>Nobody is forgotten</h2>
 *
 * <p>Who leaves a guest in the inbox then looks whether there is a driver, and whether it sleeps; a
 * driver that goes to sleep says so and then looks into the inbox; one that stops driving says so
 * and then looks whether there is work. All of these are volatile, so one side sees the other.
 */
final class GuestScheduler implements Executor, Carriage {
  private static final int MOST_CARRIERS = 256;

  /** In nanoseconds. */
  private static final long SHORT_WAIT = Carrier.SPINS ? 40_000 : 0;

  final MountedLock lock;
  final OutsideWork outside = new OutsideWork();
  final RunQueue queue = new RunQueue();
  final Inbox inbox = new Inbox();
  final SliceClock clock;
  final AtomicReference<@Nullable Carrier> driver = new AtomicReference<>();

  private final CarrierThreads threads;
  private final ConcurrentLinkedQueue<Guest> detached = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedDeque<Carrier> idle = new ConcurrentLinkedDeque<>();
  private final Set<Carrier> carriers = ConcurrentHashMap.newKeySet();
  private final AtomicLong guests = new AtomicLong();
  private volatile boolean closing;
  private volatile boolean ended;
  private final CountDownLatch allGone = new CountDownLatch(1); // the guests

  /** Set by the driver: until when returners have had their share; 0 if they have not. */
  volatile long returnersWaitUntil;

  /** Whether a carrier has the lock and mounts guests. */
  volatile boolean turning;

  /** Set by the clock: what is mounted has had its slice. */
  volatile boolean sliceOver;

  GuestScheduler(GlobalLock lock, String name) {
    this.lock = MountedLock.of(lock, this);
    this.threads = new CarrierThreads(name);
    this.clock = new SliceClock(this, name);
  }

  // --- guests that can run
  // ---------------------------------------------------------------------------

  /** Called by the JDK when a virtual thread of this scheduler can run. */
  @Override
  public void execute(Runnable submitted) {
    Guest guest = submitted instanceof Guest known ? known : welcome(submitted);
    if (guest.enqueue()) {
      route(guest);
    }
  }

  private Guest welcome(Runnable submitted) {
    Thread thread = VirtualThreads.threadOf(submitted);
    if (VirtualThreads.submitted(thread) instanceof Guest known) {
      return known;
    }
    Guest guest = new Guest(thread);
    VirtualThreads.replaceSubmitted(thread, guest);
    guests.incrementAndGet();
    return guest;
  }

  /** A guest was found in a queue where it does not belong any more. */
  void reroute(Guest guest) {
    if (guest.enqueue()) {
      route(guest);
    }
  }

  /** Puts a guest where its next carrier looks for it. */
  private void route(Guest guest) {
    Carrier keeper = guest.keeper;
    if (keeper != null) {
      guest.readyForKeeper = true;
      keeper.unpark();
    } else if (guest.detached) {
      detached.add(guest);
      summon();
    } else {
      @Nullable Carrier here = holder(Thread.currentThread());
      if (here != null) {
        here.enqueue(guest);
      } else {
        leave(guest);
      }
    }
  }

  /** The carrier of this thread, if that has the lock. */
  private @Nullable Carrier holder(Thread current) {
    @Nullable Carrier carrier;
    if (current.isVirtual()) {
      @Nullable Guest guest = VirtualThreads.guest(current);
      carrier = guest == null ? null : guest.carrier;
    } else {
      carrier = CarrierThreads.carrier(current);
    }
    return carrier != null && carrier.holds && carrier.scheduler == this ? carrier : null;
  }

  private void leave(Guest guest) {
    boolean returns = !guest.isFresh();
    boolean first = returns && !inbox.hasReturner();
    inbox.push(guest);
    Carrier keeper = guest.keeper;
    if (keeper != null) {
      keeper.unpark(); // it began to wait for the guest in between
    }
    Carrier now = driver.get();
    if (now == null) {
      appoint();
    } else {
      now.wake();
    }
    if (turning) {
      if (first) {
        askForReturner();
      }
      clock.wake();
    }
  }

  /**
   * Asks for one that comes back, if such may go first. Where that is a matter of microseconds the
   * caller waits for it: no timer is as exact, and after it nobody waits until the next one runs.
   */
  private void askForReturner() {
    long until = returnersWaitUntil;
    long left = until == 0 ? 0 : until - System.nanoTime();
    if (left > SHORT_WAIT) {
      clock.retime();
      return;
    }
    while (left > 0) {
      Thread.onSpinWait();
      left = until - System.nanoTime();
    }
    lock.ask();
  }

  // --- who drives
  // ------------------------------------------------------------------------------------

  boolean hasWork() {
    return !queue.isEmpty() || !inbox.isEmpty();
  }

  /** Has a carrier drive, if none does. */
  private void appoint() {
    @Nullable Carrier waiting = idle.pollFirst();
    Carrier next = waiting == null ? new Carrier(this) : waiting;
    if (driver.compareAndSet(null, next) && waiting == null) {
      start(next);
    } else if (waiting != null) {
      waiting.unpark(); // it drives, or says again that it is idle
    }
  }

  /** Has a carrier mount those that run without the lock. */
  void summon() {
    @Nullable Carrier waiting;
    do {
      waiting = idle.pollFirst();
    } while (waiting != null && driver.get() == waiting); // it made itself the driver just now
    if (waiting != null) {
      waiting.unpark();
    } else if (carriers.size() < MOST_CARRIERS) {
      start(new Carrier(this));
    }
  }

  private void start(Carrier carrier) {
    carriers.add(carrier);
    threads.start(carrier);
  }

  @Nullable Guest pollDetached() {
    return detached.poll();
  }

  boolean hasDetached() {
    return !detached.isEmpty();
  }

  void idles(Carrier carrier) {
    idle.addFirst(carrier);
  }

  /** Takes a carrier out of the idle ones; false if somebody has just chosen it. */
  boolean idlesNoMore(Carrier carrier) {
    return idle.remove(carrier);
  }

  void left(Carrier carrier) {
    carriers.remove(carrier);
  }

  // --- what the lock asks; the current thread is a guest of this scheduler, or a carrier
  // -----------------

  /** Has the current thread stand in a queue, and run again; does nothing if it is pinned. */
  @SuppressWarnings("ThreadPriorityCheck") // for a virtual thread this is a call of its scheduler
  private static void unmount() {
    Thread.yield();
  }

  private static @Nullable Guest current() {
    return VirtualThreads.guest(Thread.currentThread());
  }

  @Override
  public boolean giveWay() {
    @Nullable Guest me = current();
    if (me == null) {
      return true;
    }
    byte before = me.mountings;
    Carrier carrier = me.carrierNow();
    carrier.resumes = !sliceOver && !lock.isSliceOver();
    unmount();
    boolean moved = me.mountings != before;
    if (!moved) {
      carrier.resumes = false;
    }
    return moved;
  }

  @Override
  public void lettingGo() {
    @Nullable Guest me = current();
    if (me != null) {
      me.detached = true;
      me.carrierNow().holds = false;
    }
  }

  @Override
  public void letGo() {
    @Nullable Guest me = current();
    if (me != null && driver.compareAndSet(me.carrierNow(), null) && hasWork()) {
      appoint();
    }
  }

  @Override
  public Thread steppingOut() {
    Guest me = Objects.requireNonNull(current());
    Carrier carrier = me.carrierNow();
    me.detached = true;
    carrier.steppedOut = true;
    return carrier.thread();
  }

  @Override
  public void moveOff() {
    @Nullable Guest me = current();
    if (me != null && me.detached && me.carrierNow().steppedOut) {
      unmount();
    }
  }

  @Override
  public boolean comeBack() {
    @Nullable Guest me = current();
    if (me == null) {
      return false;
    }
    byte before = me.mountings;
    me.detached = false;
    unmount();
    if (me.mountings == before) {
      me.detached = true;
      return false;
    }
    return true;
  }

  @Override
  public void regained() {
    @Nullable Guest me = current();
    if (me != null) {
      me.detached = false;
      me.carrierNow().holds = true;
    }
  }

  /**
   * The current thread, mounted on {@code carrier}, is about to block where it stands.
   *
   * @return whether it let the lock go for that
   */
  boolean blocks(Carrier carrier) {
    @Nullable Guest me = current();
    if (me == null || !carrier.holds || me.keeps > 0) {
      return false;
    }
    me.blocked = lock.detach();
    return me.blocked != null;
  }

  /** The current thread has blocked. */
  void blocked() {
    @Nullable Guest me = current();
    @Nullable Object hold = me == null ? null : me.blocked;
    if (me != null && hold != null) {
      me.blocked = null;
      lock.takeBack(hold);
    }
  }

  @Override
  public void keep(boolean on) {
    @Nullable Guest me = current();
    if (me != null) {
      me.keeps += (short) (on ? 1 : -1);
    }
  }

  // --- the end
  // ---------------------------------------------------------------------------------------

  /**
   * A guest's thread has ended. Said once, by the carrier that had claimed it; the guest may stand
   * in a queue all the same, where somebody who looked at its stack has left it.
   */
  void departed() {
    if (guests.decrementAndGet() == 0 && closing) {
      end();
    }
  }

  /**
   * Ends the carriers once the last guest has ended.
   *
   * @return whether they are gone
   */
  boolean close(Duration wait) throws InterruptedException {
    closing = true;
    if (guests.get() == 0) {
      end();
    }
    long deadline = System.nanoTime() + Math.min(wait.toNanos(), Long.MAX_VALUE / 2);
    if (!allGone.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
      return false;
    }
    boolean gone = clock.join(deadline);
    for (Carrier carrier : carriers) {
      gone &= carrier.join(deadline);
    }
    return gone;
  }

  private void end() {
    ended = true;
    carriers.forEach(Carrier::unpark);
    clock.wake();
    allGone.countDown();
  }

  boolean hasEnded() {
    return ended;
  }
}
