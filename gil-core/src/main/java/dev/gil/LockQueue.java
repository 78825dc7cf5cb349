package dev.gil;

import dev.gil.internal.Breaker;
import dev.gil.internal.TaskContext;
import dev.gil.internal.mount.Carriage;
import dev.gil.trace.LockListener;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a {@link GlobalLock} that is not its fast path: waiting, asking, handing over,
 * closing.
 *
 * <h2>The parts</h2>
 *
 * <p>{@code state} is free, HELD or CLOSED. Only two things pass the lock on: a compare-and-set of
 * {@code state} from free to HELD, and a <i>hand-over</i>, in which {@code state} stays HELD,
 * {@code owner} is written and then the waiter's volatile {@code verdict}. Waiters stand in a
 * {@link WaitLine} under {@code mutex}, so that one that times out leaves at once and leaves
 * nothing behind. What a holder must know to give the lock up without the mutex is published:
 * {@code contention}, which is not zero if anything at all is to be done, and {@code front}, whom
 * to wake.
 *
 * <h2>One holder</h2>
 *
 * <p>Both ways of passing need the lock to be given up first: the compare-and-set needs the free
 * state, which only a holder writes; a hand-over is done by the holder, and a waiter is handed the
 * lock once, since it leaves the line in the same mutex section. {@code owner == me} may be read
 * without any order: only this thread can have made it true, or a hand-over to this thread while it
 * sat in {@link #await}, and every give-up by this thread cleared it.
 *
 * <h2>Happens-before</h2>
 *
 * <p>Giving up writes {@code state} with release semantics and attaching reads it by
 * compare-and-set; a hand-over writes {@code verdict} (volatile) and the waiter reads it. Either
 * way all that the former holder did is visible to the next.
 *
 * <h2>Nobody sleeps while the lock is free, or not for long</h2>
 *
 * <p>A waiter joins the line, looks for a while, says that it is parked, looks once more and parks.
 * Whoever gives up writes the free state, then reads {@code front}, and unparks it if it is parked.
 * Where somebody was seen waiting the write is volatile, like all of the above, hence all are in
 * one order: either the waiter sees the free state, or it is seen.
 *
 * <p>Where nobody was seen waiting, giving up is a release-write and a read of {@code contention},
 * without a fence between them (two thirds of what {@code ReentrantLock} costs, against all of it).
 * The read may then come before the write is visible, and both sides may miss each other. For that
 * the write must stay in a store buffer while the waiter takes the mutex, publishes itself and
 * looks for {@link Spins#JOINED}, which is longer than any buffer takes to drain. That is physics,
 * not the memory model, so the wait is bounded as well: the front of the line, and whoever times
 * its slice, look again every {@link #RECHECK}. Closing the lock meets the same race the same way.
 *
 * <p>If the front leaves just then (time-out, interrupt), the new front is published under the
 * mutex, and the waiter that times the slices looks at the state itself. If a running thread takes
 * the lock in between, it will give it up and wake the front in turn.
 *
 * <h2>Who runs the clock</h2>
 *
 * <p>A slice starts at a hand-over, when a waiter wins the lock, or when the first waiter comes to
 * an empty line; never because a later waiter comes, nor because a running thread slipped in. One
 * waiter times it. A little before its end it wakes the next one, who then looks until the end,
 * asks and is answered within nanoseconds, since both run. The timer is the thread that handed over
 * last, if the new holder ran already: then the timer's processor is free. Any other waiter may
 * have to wait for the holder's very processor before it can ask; with one that did, slices of 1 ms
 * lasted 2 on average on two processors.
 *
 * <p>What a thread had too much of its slice, because it was asked late, or too little, because it
 * slept on after the hand-over, its next turns make up for (a deficit round robin; Shreedhar and
 * Varghese, 1996).
 *
 * <p>Requests are raised and lowered under the mutex only, and for the slice that was timed: no
 * stale timer can cut the next holder short, and no request can be buried by a clearing that was
 * decided before it. A holder that gives the lock up while it is asked hands it over, as at a
 * checkpoint.
 *
 * <h2>Those who come back</h2>
 *
 * <p>A <i>returner</i>, a thread that takes back what it gave up round a blocking call, asks at
 * once and goes first. The thread that computed stands next, looks for a while, and goes on with
 * what was left of its slice: the returner will be in its next blocking call within microseconds,
 * and hands the lock straight back. A {@link ReturnBudget} keeps a fifth of the time from becoming
 * all of it; beyond it a returner waits in turn.
 *
 * <h2>Calls that are over at once</h2>
 *
 * <p>Waking somebody costs the one who detaches a system call, and is in vain if it has the lock
 * back before the other runs. A front that was woken in vain therefore says that it {@linkplain
 * Waiter#looksByItself() looks by itself}, and sleeps for {@link Spins#LOOK_AGAIN} at a time; then
 * a detach at a {@link DetachSite} that is known for short calls wakes nobody. The free state is
 * written before that promise is read, and the promise is taken back before the state is looked at
 * for the last time, both volatile: the front sees the free lock, or is woken. Whoever is back
 * before anybody else had the lock goes on with its slice as if it had not been away; one who finds
 * it taken, after a call too short to have blocked, asks to go first only after a tenth of an
 * interval.
 *
 * <p>After CPython's {@code ceval_gil.c} (the timed wait of the waiter, forced switching), with a
 * line in place of its condition variable.
 */
final class LockQueue {
  /** Set in {@code contention} for ever once the lock is closed. */
  static final int CLOSING = 1 << 30;

  /** Set in {@code contention} for ever if every hold takes the cold path. */
  static final int WATCHED = 1 << 29;

  /** Set in {@code contention} while the holder is asked to give way. */
  private static final int ASKED_FOR = 1 << 28;

  /** Set in {@code contention} while the holder is a returner, whose time is counted. */
  private static final int RETURNED = 1 << 27;

  /** Set in {@code contention} while objects wait to be disposed of. */
  private static final int DISPOSALS_DUE = 1 << 26;

  private static final int LENGTH = DISPOSALS_DUE - 1;

  /** Wait as long as it takes. */
  static final long NO_LIMIT = Long.MAX_VALUE;

  /** How long the front of the line sleeps at most: what a wake-up lost to a store buffer costs. */
  static final long RECHECK = 5_000_000;

  /** How many switch intervals a thread's turns may be behind, or ahead, at most. */
  private static final int MOST_CARRIED = 16;

  private enum Outcome {
    TAKEN,
    TIMED_OUT,
    INTERRUPTED,
    CLOSED,
    REFUSED
  }

  private final GlobalLock lock;
  private final ReentrantLock mutex = new ReentrantLock();
  private final WaitLine line = new WaitLine(); // changed under mutex
  private final Requests requests; // changed under mutex
  private final ReturnBudget budget = new ReturnBudget(); // guarded by mutex
  private final HoldTimes times = new HoldTimes();
  private final StarvationWatch starvation = new StarvationWatch();
  private volatile boolean budgetSpent; // a hint for those without the mutex
  private volatile @Nullable Waiter front; // whom to wake when the lock is free
  private volatile Slice slice = Slice.NONE;
  private volatile long interval;
  private volatile @Nullable LastCheckpoint lastCheckpoint;

  private boolean returnerHolds; // guarded by mutex: whether the holder is a returner
  private @Nullable DetachSite scopes; // of the holder, if it opened some
  private long scopesOf; // by which attachment
  private long sparedWakes; // written by the holder
  private long sleptOn; // of the holder, if it was handed the lock: how long until it noticed
  private long returnerSince; // of the holder, if it is a returner: from when it pays
  private boolean disposalsDue; // guarded by mutex
  private long contendedFrom; // guarded by mutex: since when somebody waits, as far as counted

  // To be woken after the mutex; guarded by it.
  private @Nullable Waiter granted;
  private @Nullable Waiter clock;
  private @Nullable Waiter returner;

  /** The last checkpoint that took the cold path. */
  record LastCheckpoint(long root, long at, @Nullable String deferredBy) {
    private boolean is(long otherRoot, long otherAt, @Nullable String by) {
      return root == otherRoot && at == otherAt && Objects.equals(deferredBy, by);
    }
  }

  LockQueue(GlobalLock lock, long interval) {
    this.lock = lock;
    this.interval = interval;
    this.requests = new Requests(lock.breaker);
  }

  // --- attaching -------------------------------------------------------------------------------

  /** Takes the lock for a fresh attach, uninterruptibly. */
  void enter(Thread me) {
    announce(SchedulerHook.Point.ATTACH);
    conclude(acquire(me, Waiter.Role.FRESH, NO_LIMIT, false), NO_LIMIT);
    attachDecision(me);
  }

  /** Takes the lock for a fresh attach, or says why not. */
  void enterWithin(Thread me, long limit) throws InterruptedException {
    announce(SchedulerHook.Point.ATTACH);
    Outcome outcome = acquire(me, Waiter.Role.FRESH, limit, true);
    if (outcome == Outcome.INTERRUPTED) {
      throw new InterruptedException("interrupted while waiting for " + lock.name());
    }
    conclude(outcome, limit);
    attachDecision(me);
  }

  /** Takes the lock if it is free. */
  boolean tryEnter(Thread me) {
    lock.requireOwnThread();
    announce(SchedulerHook.Point.ATTACH);
    if (!lock.take()) {
      if (lock.isClosed()) {
        throw closed();
      }
      return false;
    }
    times.began(0, 0, lock.listener != null);
    attachDecision(me);
    return true;
  }

  /**
   * Takes back a hold that was given up; uninterruptible, no decision of a hook: the taker has no
   * choice.
   *
   * @param away for how long, in nanoseconds
   */
  void reenter(Thread me, Hold hold, long away) {
    announce(SchedulerHook.Point.TAKE_BACK);
    if (away <= DetachSite.GRACE && (lock.contention & ~LENGTH) == 0 && lock.take()) {
      if (lock.serials != hold.serials()) {
        slippedIn(Waiter.Role.RETURNER);
      } // else nobody had it meanwhile, and the slice goes on
      return;
    }
    long delay = away <= Spins.BRIEF ? interval / Spins.BEFORE_ASKING : 0;
    conclude(acquire(me, Waiter.Role.RETURNER, NO_LIMIT, false, delay), NO_LIMIT);
    regained();
  }

  /**
   * Takes back a hold that was given up for a computation, if the lock is free soon and nobody
   * stands in the line: one that calls such a computation again and again needs the lock for
   * microseconds in between, less than passing it on through the line takes.
   */
  boolean takeSoon() {
    for (int i = 0; i < Spins.SOON && (lock.contention & ~(ASKED_FOR | RETURNED)) == 0; i++) {
      if (lock.isFree() && lock.take()) {
        slippedIn(Waiter.Role.RETURNER);
        return true;
      }
      for (int turn = 0; turn < Spins.SOON_TURNS; turn++) {
        Thread.onSpinWait();
      }
    }
    return false;
  }

  /** Takes the lock for a carrier that is to mount a returner. */
  void enterFirst(Thread carrier) {
    conclude(acquire(carrier, Waiter.Role.RETURNER, NO_LIMIT, false, 0), NO_LIMIT);
  }

  /** Takes back a hold if the lock is free. */
  boolean tryReenter() {
    announce(SchedulerHook.Point.TAKE_BACK);
    if (lock.take()) {
      slippedIn(Waiter.Role.RETURNER);
      regained();
      return true;
    }
    if (lock.isClosed()) {
      throw closed();
    }
    return false;
  }

  private void conclude(Outcome outcome, long limit) {
    switch (outcome) {
      case TAKEN -> {}
      case CLOSED -> throw closed();
      case TIMED_OUT -> throw Snapshots.timeout(lock, limit);
      case INTERRUPTED -> throw new AssertionError("an uninterruptible wait was interrupted");
      case REFUSED -> throw new AssertionError("a refused wait has thrown");
    }
  }

  private LockClosedException closed() {
    return closed(lock);
  }

  static LockClosedException closed(GlobalLock lock) {
    return new LockClosedException(
        lock.name() + " is closed: nobody can attach to it or take it back any more");
  }

  private Outcome acquire(Thread me, Waiter.Role role, long limit, boolean interruptible) {
    return acquire(me, role, limit, interruptible, 0);
  }

  private Outcome acquire(
      Thread me, Waiter.Role role, long limit, boolean interruptible, long delay) {
    lock.requireOwnThread();
    boolean mayGoFirst = role == Waiter.Role.RETURNER;
    for (int i = 0; ; i++) {
      if (lock.isFree() && !isHeldBack(mayGoFirst) && lock.take()) {
        slippedIn(role);
        return Outcome.TAKEN;
      }
      if (mayGoFirst || i >= Spins.LOOKS || length() != 0 || lock.hook != null) {
        break;
      }
      Spins.pause(i);
    }
    if (lock.isClosed()) {
      return Outcome.CLOSED;
    }
    if (limit == 0) {
      return Outcome.TIMED_OUT;
    }
    long now = lock.hook == null ? System.nanoTime() : lock.hook.nanoTime();
    Waiter waiter = new Waiter(lock, me, role, now, now + delay);
    if (!join(waiter)) {
      return Outcome.CLOSED;
    }
    // Only one that is next has reason to look for long; the others would look on processors that
    // the holder may need.
    boolean next = delay == 0 && line.returner() == waiter && !budgetSpent;
    long spin = next ? Spins.ASKED : Spins.JOINED;
    Outcome outcome = awaitWatched(waiter, limit, interruptible, spin);
    if (outcome == Outcome.REFUSED) {
      throw DeadlockWatch.refusal(waiter.cycle);
    }
    return outcome;
  }

  /** Waits; a thread that holds another lock lets the watch know. */
  private Outcome awaitWatched(Waiter me, long limit, boolean interruptible, long spin) {
    @Nullable GlobalLock outer = ThreadOrder.needed() ? LiveLocks.innermost(me.thread) : null;
    if (outer == null) {
      return await(me, limit, interruptible, spin);
    }
    @Nullable Carriage keeper = outer.carriage;
    if (keeper != null) {
      keeper.keep(true); // parking would drop the outer lock, and take it back in the wrong order
    }
    DeadlockWatch.begins(me);
    try {
      return await(me, limit, interruptible, spin);
    } finally {
      DeadlockWatch.ends(me);
      if (keeper != null) {
        keeper.keep(false);
      }
    }
  }

  /** A running thread took the lock before those that wait, if any do. */
  private void slippedIn(Waiter.Role role) {
    boolean returns = role == Waiter.Role.RETURNER && line.computing() != null && lock.hook == null;
    long now = returns || lock.listener != null ? System.nanoTime() : 0;
    times.began(0, now, lock.listener != null);
    if (returns) {
      mutex.lock();
      try {
        if (line.computing() != null) {
          returnerHolds = true;
          returnerSince = now;
        }
      } finally {
        unlock();
      }
    }
  }

  /** Whether one that comes back must let those that compute have the free lock first. */
  private boolean isHeldBack(boolean returner) {
    return returner && budgetSpent && line.computing() != null;
  }

  private boolean join(Waiter w) {
    mutex.lock();
    try {
      if (lock.isClosed()) {
        return false;
      }
      if (line.size() == 0) {
        contendedFrom = w.since;
      }
      // The clock of a hold that was handed over already runs. Where root is read late it runs for
      // the next hold too, which is then asked early, once.
      if (line.size() == 0 && !(slice.exact() && slice.root() == lock.root)) {
        slice = new Slice(w.since, lock.root, false, 0, 0);
      }
      boolean returns = w.role == Waiter.Role.RETURNER && lock.hook == null;
      line.join(w, returns);
      if (returns && w.asksAt <= w.since) {
        askForReturner(w.since);
      }
      return true;
    } finally {
      unlock();
    }
  }

  /** Waits in the line until the lock is this thread's, or the wait is over for another reason. */
  private Outcome await(Waiter me, long limit, boolean interruptible, long spin) {
    SchedulerHook hook = lock.hook;
    if (hook != null) {
      return awaitDriven(me, limit, interruptible, hook);
    }
    boolean interrupted = false;
    long spinUntil = me.since + spin;
    int looks = me.asksAt > me.since ? Spins.LOOKS_BY_ITSELF : 0;
    Outcome outcome;
    while (true) {
      int verdict = me.verdict;
      if (verdict != Waiter.WAITING) {
        if (verdict == Waiter.GRANTED) {
          times.began(me.since, me.grantedAt, lock.listener != null);
          sleptOn = System.nanoTime() - me.grantedAt;
          if (isReturners()) {
            // What it slept after the hand-over is the system's doing; it pays for a part at most.
            returnerSince = me.grantedAt + Math.max(0, sleptOn - ReturnBudget.GRAIN);
          }
        }
        outcome = outcome(verdict);
        break;
      }
      if (isOpenTo(me) && lock.take()) {
        long now = System.nanoTime();
        sleptOn = 0;
        outcome = claimed(me, now) ? Outcome.TAKEN : Outcome.CLOSED;
        if (outcome == Outcome.TAKEN) {
          times.began(me.since, now, lock.listener != null);
        }
        break;
      }
      long now = System.nanoTime();
      long left = limit == NO_LIMIT ? NO_LIMIT : limit - (now - me.since);
      if (left <= 0) {
        if (abandon(me, now)) {
          outcome = Outcome.TIMED_OUT;
          break;
        }
        continue; // granted or closed in the same moment
      }
      long due = duty(me, now);
      if (due == ASKED) {
        spinUntil = now + Spins.ASKED;
        continue;
      }
      long sleep = Math.min(left, due);
      if (Spins.PAYS && (now < spinUntil || (sleep <= Spins.TOO_SHORT_TO_SLEEP && isNext(me)))) {
        spin(me);
        continue;
      }
      boolean looksAgain = looks > 0 && front == me;
      me.looksByItself(looksAgain);
      me.parked(true);
      long again = duty(me, now);
      if (again == ASKED) {
        spinUntil = now + Spins.ASKED;
      } else if (again >= due && me.verdict == Waiter.WAITING && !isOpenTo(me)) {
        me.sleep(looksAgain ? Math.min(sleep, Spins.LOOK_AGAIN) : sleep);
        if (!me.isParked()) { // woken, if in vain then for a lock that was free for a moment
          looks = Spins.LOOKS_BY_ITSELF;
          spinUntil = System.nanoTime() + (line.first() == me ? Spins.NEXT : Spins.WOKEN);
        } else if (looksAgain) {
          looks--;
        }
      }
      me.parked(false);
      if (Thread.interrupted()) {
        interrupted = true;
        if (interruptible && abandon(me, System.nanoTime())) {
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
   * As {@link #await}, where a hook decides who runs: nobody runs a clock, spins, or looks at the
   * lock before it is woken.
   */
  private Outcome awaitDriven(Waiter me, long limit, boolean interruptible, SchedulerHook hook) {
    boolean interrupted = false;
    Outcome outcome;
    while (true) {
      int verdict = me.verdict;
      if (verdict != Waiter.WAITING) {
        outcome = outcome(verdict);
        if (outcome == Outcome.TAKEN) {
          times.began(me.since, me.grantedAt, lock.listener != null);
          sleptOn = 0;
        }
        break;
      }
      if (lock.isFree() && lock.take()) {
        long now = hook.nanoTime();
        sleptOn = 0;
        outcome = claimed(me, now) ? Outcome.TAKEN : Outcome.CLOSED;
        if (outcome == Outcome.TAKEN) {
          times.began(me.since, now, lock.listener != null);
        }
        break;
      }
      long now = hook.nanoTime();
      long left = limit == NO_LIMIT ? NO_LIMIT : limit - (now - me.since);
      if (left <= 0) {
        if (abandon(me, now)) {
          outcome = Outcome.TIMED_OUT;
          break;
        }
        continue;
      }
      me.parked(true);
      try {
        if (me.verdict == Waiter.WAITING && !lock.isFree()) {
          me.sleep(left);
        }
      } catch (RuntimeException | Error e) {
        abandon(me, now); // the hook ends the test: nobody hands over to a thread that is gone
        throw e;
      } finally {
        me.parked(false);
      }
      if (Thread.interrupted()) {
        interrupted = true;
        if (interruptible && abandon(me, hook.nanoTime())) {
          return Outcome.INTERRUPTED;
        }
      }
    }
    if (interrupted) {
      me.thread.interrupt();
    }
    return outcome;
  }

  private static Outcome outcome(int verdict) {
    return switch (verdict) {
      case Waiter.GRANTED -> Outcome.TAKEN;
      case Waiter.CLOSED -> Outcome.CLOSED;
      default -> Outcome.REFUSED;
    };
  }

  private boolean isOpenTo(Waiter me) {
    return lock.isFree() && !isHeldBack(me.role == Waiter.Role.RETURNER);
  }

  private boolean isNext(Waiter me) {
    return line.computing() == me || line.returner() == me;
  }

  private void spin(Waiter me) {
    for (int i = 0; i < Spins.ROUND && me.verdict == Waiter.WAITING; i++) {
      Thread.onSpinWait();
    }
  }

  // --- what the front of the line watches
  // --------------------------------------------------------

  private static final long ASKED = -1;

  /**
   * What this waiter must do for the line, and how long it may sleep until then; {@link #ASKED} if
   * it has just asked the holder to give way.
   */
  private long duty(Waiter me, long now) {
    long sleep = NO_LIMIT;
    Slice timed = slice;
    // A returner alone need not wait for a slice's end, unless its budget is spent.
    if (line.times(me, timed) && (line.returner() != me || budgetSpent)) {
      long left = timed.end(interval) - now;
      if (left <= 0 && !requests.sliceOver()) {
        return askForSlice(me, timed);
      }
      sleep = left <= 0 ? untilStarved(left) : Math.min(untilNextIsWoken(me, left), RECHECK);
    }
    if (line.returner() == me) {
      // Behind another returner it is woken when that one gives up.
      long wait = requests.any() || isReturners() ? RECHECK : askToGoFirst(me, now);
      sleep = wait == ASKED ? ASKED : Math.min(sleep, wait);
      if (now - me.since > interval) {
        watchHolder(me, now);
      }
    }
    return line.resumer() == me ? Math.min(sleep, RECHECK) : sleep;
  }

  /** The request stands since the slice ended, {@code -left} ago. */
  private long untilStarved(long left) {
    long wait = interval + left;
    if (wait > 0) {
      return Math.min(wait, RECHECK);
    }
    Thread holder = lock.owner;
    long root = lock.root;
    if (holder != null) {
      starvation.notice(lock, holder, root, slice.start());
    }
    return RECHECK;
  }

  /** By a returner, which times no slice: whether one holder lets a request stand. */
  private void watchHolder(Waiter me, long now) {
    long root = lock.root;
    if (!requests.any() || me.unansweredBy != root) {
      me.unansweredBy = requests.any() ? root : 0;
      me.unansweredSince = now;
      return;
    }
    Thread holder = lock.owner;
    if (holder != null && now - me.unansweredSince > interval) {
      starvation.notice(lock, holder, root, me.unansweredSince);
    }
  }

  /** By the holder, which is asked and answers: what it has to say of others it starved. */
  private LockSnapshot.@Nullable Starvation starved(Thread me, long now) {
    if (!starvation.hasNoticed(lock.root)) {
      return null;
    }
    LastCheckpoint last = lastCheckpoint;
    long checkpoint =
        last != null && last.root == lock.root && last.deferredBy == null ? last.at : 0;
    return starvation.answers(me, lock.root, checkpoint, now, length());
  }

  /** The timer wakes whoever is next a little before the slice ends, so that it is there to ask. */
  private long untilNextIsWoken(Waiter me, long left) {
    Waiter next = line.computing();
    if (line.timer() != me || next == null || next == me) {
      return left;
    }
    if (left > Spins.AHEAD) {
      return left - Spins.AHEAD;
    }
    next.wake();
    return left;
  }

  private long askToGoFirst(Waiter me, long now) {
    if (now < me.asksAt) {
      return me.asksAt - now;
    }
    mutex.lock();
    try {
      if (line.returner() != me) {
        return 1;
      }
      long wait = askForReturner(now);
      return wait != 0 ? Math.min(wait, RECHECK) : isReturners() ? RECHECK : ASKED;
    } finally {
      unlock();
    }
  }

  private long askForSlice(Waiter me, Slice timed) {
    mutex.lock();
    try {
      if (slice != timed || !line.times(me, timed)) {
        return 1; // somebody else's slice by now: look again
      }
      requests.set(true, requests.returnerFirst());
      return ASKED;
    } finally {
      unlock();
    }
  }

  /** Under the mutex: asks for the first returner, or says how long the budget keeps it waiting. */
  private long askForReturner(long now) {
    long wait = budget.untilAllowed(now, interval);
    budgetSpent = wait > 0;
    if (wait == 0 && !isReturners()) {
      requests.set(requests.sliceOver(), true);
    }
    return wait;
  }

  /** Whether the holder itself went first; may be out of date for those without the mutex. */
  private boolean isReturners() {
    return (lock.contention & RETURNED) != 0;
  }

  /**
   * A waiter won the lock by compare-and-set: it leaves the line, and the clock starts for its own
   * hold.
   *
   * @return false if the lock was closed in the same moment
   */
  private boolean claimed(Waiter me, long now) {
    mutex.lock();
    try {
      if (me.verdict == Waiter.CLOSED) {
        lock.closed();
        return false;
      }
      if (me.verdict == Waiter.WAITING) {
        line.leave(me);
        me.verdict = Waiter.LEFT;
      }
      begin(me, now);
      return true;
    } finally {
      unlock();
    }
  }

  /** Leaves the line without the lock; false if the lock was handed over, or closed, before. */
  private boolean abandon(Waiter me, long now) {
    mutex.lock();
    try {
      if (me.verdict != Waiter.WAITING) {
        return false;
      }
      leaves(me, now);
      me.verdict = Waiter.LEFT;
    } finally {
      unlock();
    }
    if (lock.isFree()) {
      wakeFront(); // this thread may have been the one to look
    }
    return true;
  }

  /** Ends a wait that would close a cycle, unless it has ended. */
  void refuse(Waiter w, List<DeadlockException.Edge> cycle) {
    mutex.lock();
    try {
      if (w.verdict == Waiter.WAITING) {
        leaves(w, System.nanoTime());
        w.cycle = cycle;
        w.verdict = Waiter.REFUSED;
      }
    } finally {
      unlock();
    }
    w.wake();
  }

  private void leaves(Waiter me, long now) {
    line.leave(me);
    contendedUntil(now);
    requests.set(
        requests.sliceOver() && line.size() != 0,
        requests.returnerFirst() && line.returner() != null);
  }

  // --- giving up and handing over ----------------------------------------------------------------

  /** The way out for a holder that somebody waits for, watches or drives. */
  void giveUp(SchedulerHook.Point at, boolean shortly) {
    if ((lock.contention & ~LENGTH) == 0) {
      freeAndWake(shortly);
      return;
    }
    Thread me = Thread.currentThread();
    announce(at);
    if ((lock.contention & DISPOSALS_DUE) != 0 && at == SchedulerHook.Point.CLOSE) {
      lock.runDisposals();
      if (lock.owner != me) {
        return; // an action detached, and the lock was closed before it could take it back
      }
    }
    int chosen = lock.hook == null || length() == 0 ? -1 : decide(at, 0);
    @Nullable LockListener listener = lock.listener;
    long now = clock();
    HoldTimes.Ended hold = times.ends(now);
    LockSnapshot.@Nullable Starvation starved = starved(me, now);
    boolean handedOver = (lock.contention & (LENGTH | RETURNED)) != 0 && passOn(chosen, now);
    if (!handedOver) {
      freeAndWake(shortly);
    }
    hold.tell(listener, lock.name(), me, handedOver);
    if (starved != null) {
      starvation.tell(lock, me, starved, now);
    }
  }

  /**
   * By the holder, which detaches: the place in its code, if it has somebody to wake. The scopes
   * opened under one attachment count as one place.
   *
   * @param body what is to run meanwhile, null if only its caller is known
   */
  @Nullable DetachSite siteToLearnOf(@Nullable Object body) {
    Waiter w = front;
    if (w == null || !w.isParked()) {
      return null;
    }
    if (body != null) {
      return DetachSite.of(body);
    }
    if (scopesOf != lock.top) {
      scopes = DetachSite.ofCaller();
      scopesOf = lock.top;
    }
    return scopes;
  }

  /**
   * Frees the lock, and wakes whoever sleeps.
   *
   * @param shortly whether it will be free for a moment only, so that one who looks by itself
   *     sleeps on
   */
  private void freeAndWake(boolean shortly) {
    Waiter w = front;
    if (shortly && w != null && w.looksByItself()) {
      sparedWakes++;
      lock.free();
      if (front == w && w.looksByItself()) {
        return; // it has yet to look once more before it sleeps for long
      }
    } else {
      lock.free();
    }
    wakeFront();
  }

  /** The lock is free, and somebody may sleep. */
  void wakeFront() {
    Waiter w = front;
    if (w != null) {
      w.wake();
    } else if (lock.isClosed()) {
      var _ = lock.closeIfFree();
    }
  }

  /** How often nobody was woken since the lock was to be back in a moment. */
  long sparedWakes() {
    return sparedWakes;
  }

  private boolean passOn(int chosen, long now) {
    mutex.lock();
    try {
      boolean returned = returnerHolds;
      returnerEnds(now);
      @Nullable Waiter next =
          lock.hook == null ? next(now, false) : chosen < 0 ? null : line.at(chosen);
      if (next == null && returned && line.resumer() != null && !line.resumer().isParked()) {
        next = line.resumer(); // looking at its verdict this moment
      }
      if (next == null || (chosen < 0 && lock.hook != null)) {
        requests.set(false, false);
        return false;
      }
      grant(next, now);
      return true;
    } finally {
      unlock();
    }
  }

  /**
   * Hands the lock to one waiter and joins the line, in one step; returns when it is back.
   *
   * @param index of the waiter that a hook chose; -1 where there is none
   */
  private void yieldTo(Thread me, int index) {
    long now = clock();
    Waiter mine = new Waiter(lock, me, Waiter.Role.YIELDED, now);
    Hold hold;
    HoldTimes.Ended ended;
    LockSnapshot.@Nullable Starvation starved = starved(me, now);
    long spin = Spins.JOINED;
    mutex.lock();
    try {
      @Nullable Waiter next = index < 0 ? next(now, true) : line.at(index);
      if (next == null) {
        requests.set(false, false);
        return;
      }
      hold = Hold.of(lock);
      hold.clear();
      if (hold.carriage() != null) {
        hold.carriage().lettingGo();
      }
      ended = times.ends(now);
      boolean resumes =
          index < 0
              && line.resumer() == null
              && !isReturners()
              && (!requests.sliceOver() || line.first() == null);
      returnerEnds(now);
      if (resumes) {
        mine.used = line.first() == null ? 0 : slice.used() + (now - slice.start());
        line.resume(mine);
        spin = Spins.RESUMING;
      } else {
        mine.used = index < 0 ? carriedOver(now) : 0;
        line.join(mine, false);
        if (next.isLooking()) {
          line.time(mine);
        }
      }
      grant(next, now);
    } finally {
      unlock();
    }
    ended.tell(lock.listener, lock.name(), me, true);
    if (starved != null) {
      starvation.tell(lock, me, starved, now);
    }
    if (hold.carriage() != null) {
      hold.carriage().letGo();
    }
    conclude(awaitWatched(mine, NO_LIMIT, false, spin), NO_LIMIT);
    hold.restore();
    regained();
  }

  /**
   * What a holder whose slice is over has had too much of it, or too little: it was asked late, or
   * slept on after the hand-over. Its next slices make up for that.
   */
  private long carriedOver(long now) {
    Slice s = slice;
    if (s.root() != lock.root || s.limit() != 0) {
      return 0;
    }
    long over = s.used() + (now - s.start()) - interval - (s.exact() ? sleptOn : 0);
    return Math.clamp(over, -MOST_CARRIED * interval, MOST_CARRIED * interval);
  }

  /**
   * Whom the holder hands over to, under the mutex; null if nobody may ask for it now.
   *
   * @param atCheckpoint whether the holder would rather go on
   */
  private @Nullable Waiter next(long now, boolean atCheckpoint) {
    Waiter r = line.returner();
    if (r != null && requests.any() && !(atCheckpoint && isReturners())) {
      budgetSpent = !budget.allows(now, interval);
      if (!budgetSpent) {
        return r;
      }
    }
    if (!requests.sliceOver()) {
      return null;
    }
    // Beyond its budget a returner waits in turn like everybody else.
    Waiter c = line.computing();
    return c == null || (r != null && r.since < c.since) ? r : c;
  }

  private void returnerEnds(long now) {
    if (returnerHolds) {
      returnerHolds = false;
      if (line.computing() != null) {
        budget.spend(now - returnerSince, interval);
        budgetSpent = !budget.allows(now, interval);
      }
    }
  }

  /** Under the mutex, by the holder. */
  private void grant(Waiter next, long now) {
    line.leave(next);
    begin(next, now);
    times.handedOver();
    publish(); // before it may give the lock up again
    lock.owner = next.thread;
    next.grantedAt = now;
    next.verdict = Waiter.GRANTED;
    granted = next;
  }

  /** Under the mutex, after somebody has left the line. */
  private void contendedUntil(long now) {
    times.contended(now - contendedFrom);
    contendedFrom = now;
  }

  /** Under the mutex: the hold of {@code next} begins, and its clock. */
  private void begin(Waiter next, long now) {
    contendedUntil(now);
    boolean returns =
        next.role == Waiter.Role.RETURNER
            && lock.hook == null
            && line.computing() != null
            && budget.allows(now, interval);
    boolean slept = requests.sliceOver(); // its clock sleeps until an answer, which went elsewhere
    long root = lock.serials + 1;
    slice = new Slice(now, root, true, next.used, returns ? budget.limit(now, interval) : 0);
    returnerHolds = returns;
    returnerSince = now;
    Waiter r = line.returner();
    boolean first = !returns && r != null && r.asksAt <= now && budget.allows(now, interval);
    requests.set(false, first);
    if (slept) {
      clock = line.timer();
    }
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
    @Nullable Carriage mounted = lock.carriage;
    boolean unmounts = lock.breaker.raised(Breaker.UNMOUNT);
    if (unmounts && mounted == null) {
      lock.breaker.lower(Breaker.UNMOUNT); // it came too late: nothing is mounted any more
      unmounts = false;
    }
    if (!driven && !unmounts && !requests.any()) {
      return;
    }
    @Nullable GlobalLock inner = LiveLocks.innerThan(lock, me);
    if (extras.inSession() || inner != null) {
      passed(inner);
      return; // asked again at the next one
    }
    announce(SchedulerHook.Point.CHECKPOINT); // others may come to wait meanwhile
    int chosen = driven ? decide(SchedulerHook.Point.CHECKPOINT, 1) - 1 : -1;
    if (driven && chosen < 0 && !unmounts) {
      passed(null);
      return;
    }
    // What is mounted gives way by unmounting; what is pinned hands over where it is.
    if (mounted == null || chosen >= 0 || !mounted.giveWay()) {
      if (chosen >= 0 || requests.any()) {
        yieldTo(me, chosen);
      }
    } else if (lock.owner != me) {
      throw closed();
    }
    passed(null);
    refuseIfCancelled(task);
  }

  // --- for carriers of virtual threads, which hold the lock
  // ----------------------------------------

  /** Hands the lock over if that is asked for; it is back when this returns. */
  void answer(Thread carrier) {
    if (requests.any()) {
      yieldTo(carrier, -1);
    }
  }

  boolean isSliceOver() {
    return requests.sliceOver();
  }

  /** A hold by mounting begins, with a listener. */
  void mounted() {
    times.began(0, System.nanoTime(), true);
  }

  boolean hasNoticedStarvation() {
    return starvation.hasNoticed(lock.root);
  }

  /** A hold by mounting has ended, which somebody hears of. */
  void unmounted(Thread guest) {
    long now = System.nanoTime();
    times.ends(now).tell(lock.listener, lock.name(), guest, false);
    times.began(0, now, lock.listener != null);
    LockSnapshot.@Nullable Starvation starved = starved(guest, now);
    if (starved != null) {
      starvation.tell(lock, guest, starved, now);
    }
  }

  void switched() {
    times.handedOver();
  }

  /** The holder has let a request of its own scheduler stand for an interval. */
  void noticeStarvation(long since) {
    Thread holder = lock.owner;
    long root = lock.root;
    if (holder != null) {
      starvation.notice(lock, holder, root, since);
    }
  }

  private void passed(@Nullable GlobalLock inner) {
    long root = lock.root;
    long now = clock();
    @Nullable String deferredBy = inner == null ? null : inner.name();
    LastCheckpoint last = lastCheckpoint;
    // By a hook's clock, which stands while anybody can run, it is mostly the same again.
    if (last == null || !last.is(root, now, deferredBy)) {
      lastCheckpoint = new LastCheckpoint(root, now, deferredBy);
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
      int chosen;
      try {
        chosen = decide(SchedulerHook.Point.ATTACH, 1) - 1;
      } catch (RuntimeException | Error e) {
        lock.free();
        wakeFront();
        throw e;
      }
      if (chosen >= 0) {
        yieldTo(me, chosen);
      }
    }
  }

  private void announce(SchedulerHook.Point at) {
    SchedulerHook hook = lock.hook;
    if (hook != null) {
      hook.before(at);
    }
  }

  private void regained() {
    SchedulerHook hook = lock.hook;
    if (hook != null) {
      hook.regained();
    }
  }

  private long clock() {
    SchedulerHook hook = lock.hook;
    return hook == null ? System.nanoTime() : hook.nanoTime();
  }

  private int decide(SchedulerHook.Point at, int self) {
    SchedulerHook hook = Objects.requireNonNull(lock.hook);
    int enabled = length() + self;
    int chosen = hook.choose(at, enabled);
    boolean free = chosen == SchedulerHook.FREE && self == 0;
    if ((chosen < 0 && !free) || chosen >= enabled) {
      throw new IllegalStateException(
          lock.name() + ": the scheduler hook chose " + chosen + " of " + enabled + " at " + at);
    }
    return chosen;
  }

  // --- closing, settings, looking
  // --------------------------------------------------------------------

  void close() {
    List<Waiter> waiting;
    mutex.lock();
    try {
      if (lock.isClosed()) {
        return;
      }
      lock.contention = CLOSING | (lock.contention & WATCHED);
      front = null;
      waiting = line.longestFirst();
      for (Waiter w : waiting) {
        w.verdict = Waiter.CLOSED;
      }
      line.clear();
      requests.set(false, false);
      lock.breaker.lower(Breaker.HOOK);
    } finally {
      mutex.unlock();
    }
    closeOnceFree();
    waiting.forEach(Waiter::wake);
    SchedulerHook hook = lock.hook;
    if (hook != null) {
      hook.closed();
    }
  }

  /**
   * A holder that gives up without a fence may not see CLOSING and not be seen to have given up: it
   * is waited for as long as that can last, as by a waiter that has joined the line. One that still
   * holds the lock then sees CLOSING when it gives up. The last look comes after that time: this
   * thread may have lost its processor since the one before.
   */
  private void closeOnceFree() {
    long until = System.nanoTime() + Spins.JOINED;
    boolean isLast;
    do {
      isLast = System.nanoTime() >= until;
      if (lock.closeIfFree() || lock.isShut()) {
        return;
      }
      Thread.onSpinWait();
    } while (!isLast);
  }

  long intervalNanos() {
    return interval;
  }

  void intervalNanos(long nanos) {
    interval = nanos;
    mutex.lock();
    try {
      clock = line.timer();
    } finally {
      unlock();
    }
  }

  /** Whether a holder that gives the lock up has something to dispose of first. */
  void disposalsAreDue(boolean due) {
    mutex.lock();
    try {
      disposalsDue = due;
    } finally {
      unlock();
    }
  }

  boolean hasDisposals() {
    return (lock.contention & DISPOSALS_DUE) != 0;
  }

  Slice slice() {
    return slice;
  }

  @Nullable LastCheckpoint lastCheckpoint() {
    return lastCheckpoint;
  }

  LockSnapshot.@Nullable Starvation starvation() {
    return starvation.longest();
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
      return line.longestFirst();
    } finally {
      mutex.unlock();
    }
  }

  private int length() {
    return lock.contention & LENGTH;
  }

  // --- under the mutex
  // ---------------------------------------------------------------------------

  private @Nullable Waiter clockBefore;
  private @Nullable Waiter returnerBefore;

  /** Tells those who give up without the mutex, and notes who has come to the front. */
  private void publish() {
    Waiter toWake = line.returner();
    if (toWake == null || (budgetSpent && line.computing() != null)) {
      toWake = line.computing();
    }
    if (front != toWake) {
      front = toWake;
    }
    int state =
        line.size()
            | (requests.any() ? ASKED_FOR : 0)
            | (returnerHolds ? RETURNED : 0)
            | (disposalsDue ? DISPOSALS_DUE : 0)
            | (lock.contention & (CLOSING | WATCHED));
    if (lock.contention != state) {
      lock.contention = state;
    }
    Waiter c = line.timer();
    if (c != clockBefore) {
      clockBefore = c;
      clock = c;
    }
    Waiter r = line.returner();
    if (r != returnerBefore) {
      returnerBefore = r;
      returner = r;
    }
  }

  /** Ends a change, and then wakes whom it concerns: waking is a system call. */
  private void unlock() {
    publish();
    Waiter a = granted;
    Waiter b = clock;
    Waiter c = returner;
    granted = null;
    clock = null;
    returner = null;
    mutex.unlock();
    if (a != null) {
      a.wake();
    }
    if (b != null) {
      b.wake();
    }
    if (c != null) {
      c.wake();
    }
  }
}
