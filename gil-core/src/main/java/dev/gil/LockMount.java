package dev.gil;

import dev.gil.internal.Breaker;
import dev.gil.internal.TaskContext;
import dev.gil.internal.mount.Carriage;
import dev.gil.internal.mount.MountState;
import dev.gil.internal.mount.MountedLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that virtual threads hold by being mounted.
 *
 * <p>A carrier has one hold in the lock's line, and passes it through its guests: at each mounting
 * {@code owner}, {@code root}, {@code top} and {@code extras} become the guest's, at each
 * unmounting the carrier's again. Each mounting is a hold of its own number, so that a snapshot
 * never tells one guest's time as another's. While such a hold lasts {@code carriage} is set; that
 * is how the lock's slow paths know that its holder gives way by unmounting.
 */
final class LockMount extends MountedLock {
  /**
   * In percent. More than in the lock's line, where a thread detaches round each call: a mounted
   * one sends and polls with the lock, which is most of a small round trip.
   */
  private static final int RETURNERS_SHARE = 30;

  private final GlobalLock lock;
  private final Carriage carriage;
  private final ReturnBudget budget = new ReturnBudget(RETURNERS_SHARE); // guarded by the lock

  LockMount(GlobalLock lock, Carriage carriage) {
    this.lock = lock;
    this.carriage = carriage;
  }

  @Override
  public void attach(boolean returner) {
    Thread carrier = Thread.currentThread();
    if (returner) {
      lock.queue.enterFirst(carrier);
    } else {
      lock.queue.enter(carrier);
    }
    lock.carriage = carriage;
    belongsTo(lock, carrier);
  }

  /** By the guest that holds the lock, whose task is done: it goes on without being attached. */
  static void stepOut(GlobalLock lock, Carriage carriage, Thread guest) {
    if (lock.listener != null || lock.queue.hasNoticedStarvation()) {
      lock.queue.unmounted(guest);
    }
    belongsTo(lock, carriage.steppingOut());
  }

  private static void belongsTo(GlobalLock lock, Thread carrier) {
    lock.root = ++lock.serials;
    lock.top = lock.root;
    lock.order = 0;
    lock.extras = HolderExtras.NONE;
    lock.owner = carrier;
  }

  @Override
  public void giveUp() {
    lock.carriage = null;
    lock.giveUp(SchedulerHook.Point.CLOSE);
  }

  @Override
  public boolean isAsked() {
    return lock.breaker.raised();
  }

  @Override
  public void handOver() {
    lock.queue.answer(Thread.currentThread());
  }

  @Override
  public void ask() {
    if (!lock.breaker.raised(Breaker.UNMOUNT)) {
      lock.breaker.raise(Breaker.UNMOUNT);
    }
  }

  @Override
  public boolean isAskedByOwn() {
    return lock.breaker.raised(Breaker.UNMOUNT);
  }

  @Override
  public void answered() {
    lock.breaker.lower(Breaker.UNMOUNT);
  }

  @Override
  public boolean isSliceOver() {
    return lock.queue.isSliceOver();
  }

  @Override
  public void mount(Thread guest, MountState state) {
    lock.root = ++lock.serials;
    long top = state.top();
    lock.top = top == 0 ? lock.root : top;
    Object saved = state.extras();
    if (saved != null) {
      HolderExtras extras = (HolderExtras) saved;
      lock.extras = extras;
      @Nullable TaskContext task = extras.task();
      if (task != null && task.cancelled()) {
        lock.breaker.raise(Breaker.CANCEL);
      }
    }
    if (lock.listener != null) {
      lock.queue.mounted();
    }
    lock.owner = guest;
  }

  @Override
  public boolean unmount(
      Thread guest, Thread carrier, MountState state, boolean ended, boolean keeps) {
    HolderExtras extras = lock.extras;
    if (!ended && (keeps || extras.inSession() || holdsAnother(guest))) {
      return false;
    }
    if (lock.listener != null || lock.queue.hasNoticedStarvation()) {
      lock.queue.unmounted(guest);
    }
    state.save(lock.top, extras == HolderExtras.NONE ? null : extras);
    belongsTo(lock, carrier);
    return true;
  }

  private boolean holdsAnother(Thread guest) {
    return ThreadOrder.needed() && LiveLocks.holdsAnother(guest, lock);
  }

  @Override
  public void switched() {
    lock.queue.switched();
  }

  @Override
  public @Nullable Object detach() {
    if (lock.extras.inSession() || holdsAnother(Thread.currentThread())) {
      return null;
    }
    return Hold.giveUp(lock, null);
  }

  @Override
  public void takeBack(Object detached) {
    ((Hold) detached).takeBack(Long.MAX_VALUE, false);
  }

  @Override
  public long untilReturnersMayGo(long now) {
    return budget.untilAllowed(now, lock.queue.intervalNanos());
  }

  @Override
  public void returnerRan(long nanos) {
    budget.spend(nanos, lock.queue.intervalNanos());
  }

  @Override
  public long intervalNanos() {
    return lock.queue.intervalNanos();
  }

  @Override
  public void noticeStarvation(long since) {
    lock.queue.noticeStarvation(since);
  }

  @Override
  public boolean isShut() {
    return lock.isShut();
  }

  @Override
  public void tellClosed() {
    lock.breaker.raise(Breaker.CLOSED);
  }
}
