package dev.gil;

import dev.gil.internal.Breaker;
import dev.gil.internal.TaskContext;
import dev.gil.trace.LockListener;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a {@link GlobalLock} that is not its fast path: waiting, asking, handing over,
 * closing.
 *
 * <h2>The parts</h2>
 *
 * <p>{@code state} is FREE, HELD or CLOSED. Only two things pass the lock on: a compare-and-set of
 * {@code state} from FREE to HELD, and a <i>hand-off</i>, in which {@code state} stays HELD, {@code
 * owner} is written and then the waiter's volatile {@code granted}. Waiters sit in a doubly linked
 * list under {@code mutex}, so that one that times out leaves at once and leaves nothing behind.
 * {@code contention} is the list's length and {@code head} its first element, both volatile,
 * written under the mutex.
 *
 * <h2>One holder</h2>
 *
 * <p>Both ways of passing need the lock to be given up first: the compare-and-set needs FREE, which
 * only a holder writes; a hand-off is done by the holder, and a waiter is handed the lock once,
 * since it leaves the list in the same mutex section. {@code owner == me} may be read without any
 * order: only this thread can have made it true, or a hand-off to this thread while it sat in
 * {@link #await}, and every give-up by this thread cleared it.
 *
 * <h2>Happens-before</h2>
 *
 * <p>Giving up writes {@code state} (volatile) and attaching reads it by compare-and-set; a
 * hand-off writes {@code granted} (volatile) and the waiter reads it. Either way all that the
 * former holder did is visible to the next.
 *
 * <h2>Nobody sleeps while the lock is free</h2>
 *
 * <p>A waiter joins the list (so {@code contention} and perhaps {@code head} are written), sets
 * {@code parked}, looks at {@code state} once more and parks. Whoever gives up writes FREE, then
 * reads {@code contention} and {@code head}, and unparks the head if it is {@code parked}. All of
 * these are volatile, hence in one order: either the waiter sees FREE, or it is seen. If the head
 * leaves the list just then (time-out, interrupt), the new head is woken by whoever changed the
 * list, and looks at the state itself. If a running thread takes the lock in between, it will give
 * it up and wake the head in turn.
 *
 * <h2>The waiter runs the clock</h2>
 *
 * <p>The head parks until the holder's slice ends, then raises the SWITCH request. A slice starts
 * at a hand-off, when a waiter wins the lock while others wait, or when the first waiter comes to
 * an empty list; never because a later waiter comes, nor because a running thread slipped in. The
 * request is raised and lowered under the mutex only, and raised only by the head for the slice it
 * timed: a stale timer cannot cut the next holder short, and no request can be buried by a clearing
 * that was decided before it. A holder that gives the lock up while the request stands hands it
 * over, as at a checkpoint: the head waits one slice at most, plus the time to the next checkpoint
 * or give-up, however many threads attach and close in a loop beside it.
 *
 * <p>After CPython's {@code ceval_gil.c} (the timed wait, forced switching), with a queue in place
 * of its condition variable.
 */
final class LockQueue {
  /** Set in {@code contention} for ever once the lock is closed. */
  static final int CLOSING = 1 << 30;

  /** Wait as long as it takes. */
  static final long NO_LIMIT = Long.MAX_VALUE;

  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 128 : 0;

  private enum Outcome {
    TAKEN,
    TIMED_OUT,
    INTERRUPTED,
    CLOSED
  }

  /**
   * When the present holder's clock started, for which hold, and whether that is when it got the
   * lock.
   */
  record Slice(long start, long root, boolean exact) {}

  private final GlobalLock lock;
  private final ReentrantLock mutex = new ReentrantLock();
  private final WaiterList list = new WaiterList(); // guarded by mutex
  private final HoldTimes times = new HoldTimes();
  private volatile @Nullable Waiter head;
  private volatile Slice slice = new Slice(0, -1, false);
  private volatile long intervalNanos;
  private volatile @Nullable LastCheckpoint lastCheckpoint;

  /** The last checkpoint that took the cold path. */
  record LastCheckpoint(long root, long at, @Nullable String deferredBy) {}

  LockQueue(GlobalLock lock, long intervalNanos) {
    this.lock = lock;
    this.intervalNanos = intervalNanos;
  }

  // --- attaching -------------------------------------------------------------------------------

  /** Takes the lock for a fresh attach, uninterruptibly. */
  void enter(Thread me) {
    conclude(acquire(me, NO_LIMIT, false), NO_LIMIT);
    attachDecision(me);
  }

  /** Takes the lock for a fresh attach, or says why not. */
  void enterWithin(Thread me, long limitNanos) throws InterruptedException {
    Outcome outcome = acquire(me, limitNanos, true);
    if (outcome == Outcome.INTERRUPTED) {
      throw new InterruptedException("interrupted while waiting for " + lock.name());
    }
    conclude(outcome, limitNanos);
    attachDecision(me);
  }

  /** Takes the lock if it is free. */
  boolean tryEnter(Thread me) {
    if (!lock.take()) {
      if (lock.isClosed()) {
        throw closed();
      }
      return false;
    }
    began(0, 0);
    attachDecision(me);
    return true;
  }

  /**
   * Takes back a hold that was given up; uninterruptible, no decision of a hook: the taker has no
   * choice.
   */
  void reenter(Thread me) {
    conclude(acquire(me, NO_LIMIT, false), NO_LIMIT);
  }

  /** Takes back a hold if the lock is free. */
  boolean tryReenter() {
    if (lock.take()) {
      began(0, 0);
      return true;
    }
    if (lock.isClosed()) {
      throw closed();
    }
    return false;
  }

  private void conclude(Outcome outcome, long limitNanos) {
    switch (outcome) {
      case TAKEN -> {}
      case CLOSED -> throw closed();
      case TIMED_OUT -> throw Snapshots.timeout(lock, limitNanos);
      case INTERRUPTED -> throw new AssertionError("an uninterruptible wait was interrupted");
    }
  }

  private LockClosedException closed() {
    return new LockClosedException(
        lock.name() + " is closed: nobody can attach to it or take it back any more");
  }

  private Outcome acquire(Thread me, long limitNanos, boolean interruptible) {
    for (int i = 0; ; i++) {
      if (lock.isFree() && lock.take()) {
        began(0, 0);
        return Outcome.TAKEN;
      }
      if (i == SPINS || lock.contention != 0) {
        break;
      }
      Thread.onSpinWait();
    }
    if (lock.isClosed()) {
      return Outcome.CLOSED;
    }
    if (limitNanos == 0) {
      return Outcome.TIMED_OUT;
    }
    Waiter waiter = new Waiter(me, System.nanoTime());
    mutex.lock();
    try {
      if (lock.isClosed()) {
        return Outcome.CLOSED;
      }
      // The clock of a hold that was handed over already runs; root may be read late, which only
      // starts the clock later.
      if (list.size() == 0 && !(slice.exact && slice.root == lock.root)) {
        slice = new Slice(waiter.since, lock.root, false);
      }
      append(waiter);
    } finally {
      mutex.unlock();
    }
    return await(waiter, limitNanos, interruptible);
  }

  /** Waits in the list until the lock is this thread's, or the wait is over for another reason. */
  private Outcome await(Waiter me, long limitNanos, boolean interruptible) {
    boolean interrupted = false;
    Outcome outcome;
    while (true) {
      if (me.granted) {
        began(me.since, me.grantedAt);
        outcome = Outcome.TAKEN;
        break;
      }
      if (me.closed) {
        outcome = Outcome.CLOSED;
        break;
      }
      if (lock.isFree() && lock.take()) {
        long now = System.nanoTime();
        if (!claimed(me, now)) {
          outcome = Outcome.CLOSED;
          break;
        }
        began(me.since, now);
        outcome = Outcome.TAKEN;
        break;
      }
      boolean isHead = head == me;
      long park = NO_LIMIT;
      if (isHead || limitNanos != NO_LIMIT) {
        long now = System.nanoTime();
        long left = limitNanos == NO_LIMIT ? NO_LIMIT : limitNanos - (now - me.since);
        if (left <= 0) {
          if (abandon(me)) {
            outcome = Outcome.TIMED_OUT;
            break;
          }
          continue; // granted or closed in the same moment
        }
        park = isHead ? Math.min(left, untilRequest(me, now)) : left;
      }
      me.parked(true);
      if (!me.granted && !me.closed && !lock.isFree() && isHead == (head == me)) {
        if (park == NO_LIMIT) {
          LockSupport.park(lock);
        } else {
          LockSupport.parkNanos(lock, park);
        }
      }
      me.parked(false);
      if (Thread.interrupted()) {
        interrupted = true;
        if (interruptible && abandon(me)) {
          return Outcome.INTERRUPTED;
        }
      }
    }
    if (interrupted) {
      me.thread.interrupt();
    }
    return outcome;
  }

  /**
   * The head's clock: how long until the request is due; raises it when it is, and then there is
   * nothing more to time.
   */
  private long untilRequest(Waiter me, long now) {
    Slice timed = slice;
    long left = timed.start + intervalNanos - now;
    if (left > 0) {
      return left;
    }
    mutex.lock();
    try {
      if (list.first() != me || slice != timed) {
        return 1; // somebody else's slice by now: look again
      }
      if (!lock.breaker.raised(Breaker.SWITCH)) {
        lock.breaker.raise(Breaker.SWITCH);
      }
      return NO_LIMIT;
    } finally {
      mutex.unlock();
    }
  }

  /**
   * A waiter won the lock by compare-and-set: it leaves the list, and the clock starts for its own
   * hold.
   *
   * @return false if the lock was closed in the same moment
   */
  private boolean claimed(Waiter me, long now) {
    mutex.lock();
    try {
      if (me.closed) {
        lock.state(GlobalLock.CLOSED);
        return false;
      }
      unlink(me);
      lock.breaker.lower(Breaker.SWITCH);
      slice = new Slice(now, lock.serials + 1, true);
      headChanged();
      return true;
    } finally {
      mutex.unlock();
    }
  }

  /** Leaves the list without the lock; false if the lock was handed over, or closed, before. */
  private boolean abandon(Waiter me) {
    mutex.lock();
    try {
      if (me.granted || me.closed) {
        return false;
      }
      unlink(me);
      if (list.size() == 0) {
        lock.breaker.lower(Breaker.SWITCH);
      }
      headChanged();
      return true;
    } finally {
      mutex.unlock();
    }
  }

  /** The lock is this thread's. */
  private void began(long since, long now) {
    times.began(since, now, lock.listener != null);
  }

  // --- giving up and handing over ----------------------------------------------------------------

  /** The way out for a holder that somebody waits for, watches or drives. */
  void giveUp(int chosen) {
    Thread me = Thread.currentThread();
    @Nullable LockListener listener = lock.listener;
    long now = listener != null || lock.contention != 0 ? System.nanoTime() : 0;
    HoldTimes.Ended hold = ends(now);
    lock.owner = null;
    boolean handedOver = chosen >= 0 && handOver(chosen, now);
    if (!handedOver) {
      lock.state(lock.isClosed() ? GlobalLock.CLOSED : GlobalLock.FREE);
      if (lock.contention != 0) {
        afterRelease();
      }
    }
    hold.tell(listener, lock.name(), me, handedOver);
  }

  /** The lock is free, and somebody may sleep. */
  void afterRelease() {
    if (lock.isClosed()) {
      lock.closeIfFree();
    }
    Waiter h = head;
    if (h != null) {
      h.wake();
    }
  }

  private boolean handOver(int index, long now) {
    mutex.lock();
    try {
      @Nullable Waiter next = list.at(index);
      if (next == null) {
        lock.breaker.lower(Breaker.SWITCH);
        return false;
      }
      unlink(next);
      grant(next, now);
      return true;
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Hands the lock to one waiter and joins the end of the list, in one step; returns when it is
   * back.
   */
  private boolean yieldTo(Thread me, int index) {
    long now = System.nanoTime();
    HoldTimes.Ended hold;
    Waiter mine = new Waiter(me, now);
    mutex.lock();
    try {
      @Nullable Waiter next = list.at(index);
      if (next == null) {
        lock.breaker.lower(Breaker.SWITCH);
        return false;
      }
      hold = ends(now);
      unlink(next);
      append(mine);
      grant(next, now);
    } finally {
      mutex.unlock();
    }
    hold.tell(lock.listener, lock.name(), me, true);
    conclude(await(mine, NO_LIMIT, false), NO_LIMIT);
    return true;
  }

  /** Under the mutex, by the holder, to a waiter that has left the list. */
  private void grant(Waiter next, long now) {
    lock.breaker.lower(Breaker.SWITCH);
    times.handedOver();
    slice = new Slice(now, lock.serials + 1, true);
    lock.owner = next.thread;
    next.grantedAt = now;
    next.granted = true;
    next.wake();
    headChanged();
  }

  private HoldTimes.Ended ends(long now) {
    Slice s = slice;
    return times.ends(now, s.root == lock.root ? s.start : 0);
  }

  // --- checkpoints and decisions
  // -------------------------------------------------------------------

  /** The cold path of a checkpoint; the caller has checked that this thread holds the lock. */
  void checkpoint(Thread me) {
    HolderExtras extras = lock.extras;
    @Nullable TaskContext task = extras.task();
    if (lock.breaker.raised(Breaker.CANCEL)) {
      lock.breaker.lower(Breaker.CANCEL);
      refuseIfCancelled(task);
    }
    boolean driven = lock.hook != null;
    if (!driven && !lock.breaker.raised(Breaker.SWITCH)) {
      return;
    }
    @Nullable GlobalLock inner = LiveLocks.innerThan(lock, me);
    lastCheckpoint =
        new LastCheckpoint(lock.root, System.nanoTime(), inner == null ? null : inner.name());
    if (extras.inSession() || inner != null) {
      return; // asked again at the next one
    }
    int chosen = driven ? decide(SchedulerHook.Point.CHECKPOINT, 1) - 1 : 0;
    if (chosen >= 0) {
      Hold hold = Hold.of(lock);
      hold.clear();
      yieldTo(me, chosen);
      hold.restore();
      refuseIfCancelled(task);
    }
  }

  private void refuseIfCancelled(@Nullable TaskContext task) {
    if (task != null && task.cancelled()) {
      lock.breaker.raise(Breaker.CANCEL);
      throw TaskCancelledException.atCheckpoint(task.label());
    }
  }

  private void attachDecision(Thread me) {
    if (lock.hook != null) {
      lock.owner = me;
      lock.root = lock.serials + 1;
      int chosen = decide(SchedulerHook.Point.ATTACH, 1) - 1;
      if (chosen >= 0) {
        yieldTo(me, chosen);
      }
    }
  }

  /** Whom a holder that gives up hands the lock to: -1 for whoever takes it first. */
  int releaseDecision(SchedulerHook.Point at) {
    if (lock.hook != null) {
      return length() == 0 ? -1 : decide(at, 0);
    }
    return lock.breaker.raised(Breaker.SWITCH) ? 0 : -1;
  }

  private int decide(SchedulerHook.Point at, int self) {
    SchedulerHook hook = Objects.requireNonNull(lock.hook);
    int enabled = length() + self;
    int chosen = hook.choose(at, enabled);
    if (chosen < 0 || chosen >= enabled) {
      throw new IllegalStateException(
          lock.name() + ": the scheduler hook chose " + chosen + " of " + enabled + " at " + at);
    }
    return chosen;
  }

  // --- closing, settings, looking
  // --------------------------------------------------------------------

  void close() {
    mutex.lock();
    try {
      if (lock.isClosed()) {
        return;
      }
      lock.contention = CLOSING;
      for (Waiter w : list.toList()) {
        w.closed = true;
        w.wake();
      }
      list.clear();
      head = null;
      lock.breaker.lower(Breaker.SWITCH | Breaker.HOOK);
    } finally {
      mutex.unlock();
    }
    lock.closeIfFree();
  }

  long intervalNanos() {
    return intervalNanos;
  }

  void intervalNanos(long nanos) {
    intervalNanos = nanos;
    mutex.lock();
    try {
      headChanged();
    } finally {
      mutex.unlock();
    }
  }

  Slice slice() {
    return slice;
  }

  @Nullable LastCheckpoint lastCheckpoint() {
    return lastCheckpoint;
  }

  void detachRefusedBySession() {
    times.keptBySession();
  }

  LockSnapshot.Counters counters() {
    return times.counters(lock.serials);
  }

  /** The waiting threads, longest first, with the time each began to wait. */
  List<Waiter> waiters() {
    mutex.lock();
    try {
      return list.toList();
    } finally {
      mutex.unlock();
    }
  }

  // --- the list; under the mutex
  // --------------------------------------------------------------------

  private int length() {
    return lock.contention & ~CLOSING;
  }

  private void append(Waiter w) {
    list.append(w);
    published();
  }

  private void unlink(Waiter w) {
    list.unlink(w);
    published();
  }

  /** What those who give up look at without the mutex. */
  private void published() {
    lock.contention = list.size() | (lock.contention & CLOSING);
    head = list.first();
  }

  /**
   * The first waiter runs the clock: whoever is first now must know, and know which slice it times.
   */
  private void headChanged() {
    @Nullable Waiter first = list.first();
    if (first != null) {
      first.wake();
    }
  }
}
