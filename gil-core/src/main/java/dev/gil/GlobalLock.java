package dev.gil;

import dev.gil.internal.Breaker;
import dev.gil.internal.LockAccess;
import dev.gil.internal.jfr.FlightRecording;
import dev.gil.internal.mount.Carriage;
import dev.gil.trace.LockListener;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A mutual-exclusion lock that a whole library shares, and that running code can be asked to give
 * up.
 *
 * <p>Compared with {@link java.util.concurrent.locks.ReentrantLock}: a holder answers requests at
 * {@linkplain Attachment#checkpoint() checkpoints}, so that a loop of an hour does not starve its
 * neighbours; the lock is given up round work that touches nothing it guards and taken back whole,
 * however deep it was nested; every timeout names the holder. Where the guarded code is
 * thread-safe, use neither.
 *
 * <p>A thread <i>attaches</i> to take the lock and holds an {@link Attachment} until it closes it:
 *
 * {@snippet :
 * GlobalLock pdfium = GlobalLock.shared("pdfium");
 * try (Attachment gil = pdfium.attach()) {
 *   Page page = open(path);
 *   gil.detached(() -> upload(page.bytes())); // others may attach meanwhile
 * }
 * }
 *
 * <p>A waiting thread runs the clock: when the holder has had the lock for a {@linkplain
 * #switchInterval() switch interval} since the hand-off, or since the first waiter came, the waiter
 * asks for it, and the holder's next checkpoint hands it straight to the longest waiter. A holder
 * without waiters is never disturbed. Between checkpoints the lock may also be taken by a running
 * thread before a waiting one, until the waiter has asked.
 *
 * <p>Thread-safe. Reentrant. Owned by the thread that attached: an attachment is closed on its own
 * thread, innermost first. Waiting in {@link #attach()} is not interruptible; {@link
 * #attachInterruptibly()} and {@link #attach(Duration)} are. Virtual threads wait by parking.
 * Actions before an attachment is closed, detached or handed over <i>happen-before</i> actions
 * after the next {@code attach} of the same lock returns.
 *
 * <p>A {@linkplain #shared(String) shared} lock serializes as its name, and is in another JVM that
 * JVM's own lock of the name. A {@linkplain #create(String) private} one cannot be serialized.
 */
public final class GlobalLock implements AutoCloseable, Serializable {
  /**
   * How long a holder runs before it must answer a request, if nothing else is set: 5 ms, as in
   * CPython.
   */
  public static final Duration DEFAULT_SWITCH_INTERVAL = Duration.ofMillis(5);

  @Serial private static final long serialVersionUID = 1;

  private static final int LONGEST_NAME = 256;

  static final int FREE = 0;
  static final int HELD = 1;
  static final int CLOSED = 2;

  /** Free, for a lock whose every hold takes the cold path: no fast attach expects it. */
  static final int WATCHED_FREE = 3;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(GlobalLock.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    LockAccess.set(new TaskAttachments());
  }

  // Changed by whoever takes or gives up the lock; owner, top, root and order belong to the holder.
  private transient volatile int state;
  transient @Nullable Thread owner;
  transient long serials; // counts attachments and takings back
  transient long
      top; // serial of the holder's innermost attachment; negative if it ends a session or a task
  transient long root; // names the hold: a new number each time the lock is taken or taken back
  transient long order; // larger than that of every lock this thread held before this one
  transient HolderExtras extras = HolderExtras.NONE;

  /** Through which scheduler the holder has the lock, if by being mounted; the holder's. */
  transient @Nullable Carriage carriage;

  /**
   * Waiters, plus {@link LockQueue#CLOSING} once the lock is closed: not zero sends the holder
   * through the queue.
   */
  transient volatile int contention;

  private transient ThreadOrder.@Nullable Cached clock;

  /** This lock's entry among the live ones; set once, before anybody else sees the lock. */
  transient LiveLocks.@Nullable Live live;

  final transient Breaker breaker = new Breaker();
  final transient LockQueue queue;
  final transient @Nullable SchedulerHook hook;
  final transient @Nullable LockListener listener;
  private final transient String name;
  private final transient boolean isShared;
  private final transient @Nullable LockThread ownThread;
  private transient volatile @Nullable DisposalQueue disposals;
  private final transient int free;

  GlobalLock(Builder builder, boolean isShared) {
    this.name = builder.label;
    this.isShared = isShared;
    this.hook = builder.hook;
    this.listener = FlightRecording.besides(builder.listener);
    this.ownThread = builder.affinity == Affinity.THREAD ? new LockThread(this) : null;
    boolean watched = hook != null || listener != null || ownThread != null;
    this.free = watched ? WATCHED_FREE : FREE;
    this.state = free;
    this.contention = watched ? LockQueue.WATCHED : 0;
    this.queue = new LockQueue(this, builder.switchInterval);
    if (hook != null) {
      breaker.raise(Breaker.HOOK);
    }
  }

  /**
   * The lock that this JVM shares under a name, made at the first call: one per library, whoever
   * wraps it.
   *
   * @param name of the library or resource; not blank, at most 256 characters
   * @return the same lock for the same name; nobody can close it
   * @throws IllegalArgumentException if {@code name} is blank or too long
   * @throws LockNameTakenException if another copy of gil in this JVM has the name
   */
  public static GlobalLock shared(String name) {
    return LiveLocks.shared(name, null);
  }

  /**
   * As {@link #shared(String)}, for a library that needs more than one thread at a time.
   *
   * @param name of the library or resource; not blank, at most 256 characters
   * @param affinity which threads may hold it
   * @return the same lock for the same name; nobody can close it
   * @throws IllegalArgumentException if {@code name} is blank or too long, or the lock of that name
   *     was made with another affinity
   * @throws LockNameTakenException if another copy of gil in this JVM has the name
   */
  public static GlobalLock shared(String name, Affinity affinity) {
    return LiveLocks.shared(name, Objects.requireNonNull(affinity, "affinity"));
  }

  /**
   * A lock of the caller's own.
   *
   * @param label what errors and pictures call it; need not be unique; not blank, at most 256
   *     characters
   * @return a new lock, which its creator closes
   * @throws IllegalArgumentException if {@code label} is blank or too long
   */
  public static GlobalLock create(String label) {
    return builder(label).build();
  }

  /**
   * Starts a private lock with settings.
   *
   * @param label what errors and pictures call it; need not be unique; not blank, at most 256
   *     characters
   * @return a builder with the defaults
   * @throws IllegalArgumentException if {@code label} is blank or too long
   */
  public static Builder builder(String label) {
    return new Builder(label);
  }

  /**
   * What the lock is called.
   *
   * @return the shared name or the private label
   */
  public String name() {
    return name;
  }

  /**
   * Whether the current thread holds this lock.
   *
   * @return true from attach until close, except while detached
   */
  public boolean isHeld() {
    return owner == Thread.currentThread();
  }

  /**
   * Takes the lock, waiting as long as it takes. Not interruptible: an interrupt stays pending.
   *
   * @return the token to close, on this thread, innermost first
   * @throws LockClosedException if the lock is closed, also while waiting
   * @throws DeadlockException if waiting would close a cycle of threads that wait for one another
   * @throws AffinityException if the lock has a thread of its own and this is another
   */
  public Attachment attach() {
    Thread me = Thread.currentThread();
    long outer = 0;
    if (owner == me) {
      outer = top;
    } else {
      if (!STATE.compareAndSet(this, FREE, HELD)) {
        queue.enter(me);
      }
      taken(me);
    }
    return attachment(outer);
  }

  /**
   * Takes the lock unless the thread is interrupted first.
   *
   * @return the token to close, on this thread, innermost first
   * @throws InterruptedException if the thread was interrupted before or while it waited; the lock
   *     is not taken
   * @throws LockClosedException if the lock is closed, also while waiting
   * @throws DeadlockException if waiting would close a cycle of threads that wait for one another
   * @throws AffinityException if the lock has a thread of its own and this is another
   */
  public Attachment attachInterruptibly() throws InterruptedException {
    return attachWithin(LockQueue.NO_LIMIT);
  }

  /**
   * Takes the lock if it can be had in time.
   *
   * @param limit how long to wait at most; zero or less tries once
   * @return the token to close, on this thread, innermost first
   * @throws LockTimeoutException if the time passed: it names the holder, its stack and the queue;
   *     the lock is not taken
   * @throws InterruptedException if the thread was interrupted before or while it waited; the lock
   *     is not taken
   * @throws LockClosedException if the lock is closed, also while waiting
   * @throws DeadlockException if waiting would close a cycle of threads that wait for one another
   * @throws AffinityException if the lock has a thread of its own and this is another
   */
  public Attachment attach(Duration limit) throws InterruptedException {
    return attachWithin(Math.max(0, nanos(limit)));
  }

  /**
   * Takes the lock if it is free now. May succeed before threads that wait.
   *
   * @return the token to close, or null (which try-with-resources accepts) when another thread
   *     holds the lock
   * @throws LockClosedException if the lock is closed
   * @throws AffinityException if the lock has a thread of its own and this is another
   */
  public @Nullable Attachment tryAttach() {
    Thread me = Thread.currentThread();
    long outer = 0;
    if (owner == me) {
      outer = top;
    } else if (queue.tryEnter(me)) {
      taken(me);
    } else {
      return null;
    }
    return attachment(outer);
  }

  /**
   * Takes the lock for a sequence of calls that nothing may break: until it is closed, checkpoints
   * do not switch and {@code detach} of this lock is refused. Requests wait. Checkpoints still
   * deliver the cancel of a task.
   *
   * @param label what errors and snapshots call the sequence; not blank, at most 256 characters
   * @return the token to close, on this thread, innermost first
   * @throws LockClosedException if the lock is closed, also while waiting
   * @throws DeadlockException if waiting would close a cycle of threads that wait for one another
   * @throws AffinityException if the lock has a thread of its own and this is another
   * @throws IllegalArgumentException if {@code label} is blank or too long
   */
  public Attachment session(String label) {
    requireName(label, "session label");
    Attachment attachment = attach();
    attachment.startSession(this, label);
    return attachment;
  }

  /**
   * Runs {@code body} attached: on this thread, or on the lock's own if it has one. Waits as long
   * as it takes, uninterruptibly. The one form that is right for locks of both affinities.
   *
   * @param <T> what the body returns
   * @param <X> what the body throws
   * @param body runs once
   * @return what {@code body} returned
   * @throws X if {@code body} throws it
   * @throws LockClosedException if the lock is closed, also while waiting
   * @throws DeadlockException if waiting would close a cycle of threads that wait for one another
   */
  public <T extends @Nullable Object, X extends Exception> T call(Attachment.Call<T, X> body)
      throws X {
    LockThread own = ownThread;
    if (own != null && !own.isCurrent()) {
      return own.call(() -> attached(body));
    }
    return attached(body);
  }

  private <T extends @Nullable Object, X extends Exception> T attached(Attachment.Call<T, X> body)
      throws X {
    try (var _ = attach()) {
      return body.call();
    }
  }

  /**
   * Wraps an object so that each of its methods runs attached, as by {@link #call}: nobody can
   * forget the lock. What the methods throw comes out as it is. A call costs a proxy's call more:
   * made for libraries whose calls take microseconds.
   *
   * @param <A> the interface
   * @param api an interface, public in a package that is exported to {@code dev.gil.core}
   * @param target the object, to be reached through the guard only from now on
   * @param alsoGuarded interfaces too: where a method's declared result is one of these, what it
   *     returns is guarded as well
   * @return a proxy; equal to another guard of the same target
   * @throws IllegalArgumentException if {@code api} or one of {@code alsoGuarded} is not an
   *     interface, or gil cannot call it
   */
  public <A> A guard(Class<A> api, A target, Class<?>... alsoGuarded) {
    return Guards.guard(this, MethodHandles.publicLookup(), api, target, Set.of(alsoGuarded));
  }

  /**
   * As {@link #guard(Class, Object, Class[])}, for interfaces that only the caller can see.
   *
   * @param <A> the interface
   * @param caller {@code MethodHandles.lookup()} of a class that can see the interfaces
   * @param api an interface that {@code caller} can see
   * @param target the object, to be reached through the guard only from now on
   * @param alsoGuarded interfaces too: where a method's declared result is one of these, what it
   *     returns is guarded as well
   * @return a proxy; equal to another guard of the same target
   * @throws IllegalArgumentException if {@code api} or one of {@code alsoGuarded} is not an
   *     interface, or {@code caller} cannot see it
   */
  public <A> A guard(MethodHandles.Lookup caller, Class<A> api, A target, Class<?>... alsoGuarded) {
    return Guards.guard(this, caller, api, target, Set.of(alsoGuarded));
  }

  /**
   * Cleans up, under this lock, after objects that nobody can reach any more.
   *
   * @return always the same for the same lock
   */
  public Disposer disposer() {
    DisposalQueue found = disposals;
    if (found == null) {
      synchronized (this) {
        found = disposals;
        if (found == null) {
          found = new DisposalQueue(this);
          disposals = found;
        }
      }
    }
    return found;
  }

  /**
   * Which threads may hold the lock.
   *
   * @return what it was made with
   */
  public Affinity affinity() {
    return ownThread == null ? Affinity.ANY : Affinity.THREAD;
  }

  /**
   * How long a holder runs before it must answer a request. One turn may be half as long again, or
   * shorter: a thread that was asked late makes up for it in its next turns.
   *
   * @return the interval in force
   */
  public Duration switchInterval() {
    return Duration.ofNanos(queue.intervalNanos());
  }

  /**
   * Sets the switch interval, now, also for the waiter that is running the clock.
   *
   * @param interval from 1 microsecond to 1 day
   * @throws IllegalArgumentException if {@code interval} is out of range
   */
  public void switchInterval(Duration interval) {
    queue.intervalNanos(checkedInterval(interval));
  }

  /**
   * Who holds the lock, since when, and who waits. Looks without stopping anybody: the parts may be
   * some microseconds apart.
   *
   * @return the state found
   */
  public LockSnapshot snapshot() {
    return Snapshots.of(this);
  }

  /**
   * Shows this lock in the platform's MBean server as {@code dev.gil:type=GlobalLock,name=...}, its
   * name quoted.
   *
   * <p>A closed lock does not leave the server by itself; close the registration too. One name
   * stands for one lock, although private locks may share a label: with numbered names a graph
   * would follow another lock after a restart, and nobody would notice.
   *
   * @return what takes it out again, owned by the caller
   * @throws IllegalStateException if a lock of that name is registered, this or another, or this
   *     runtime has no module {@code java.management}
   */
  public LockMXBean.Registration registerMXBean() {
    return LockBean.register(this);
  }

  /**
   * Closes a private lock: every waiter, and every thread that comes back from a detached region,
   * gets {@link LockClosedException}. The holder, if any, goes on until it gives the lock up.
   * Closing again does nothing.
   *
   * @throws UnsupportedOperationException if the lock is shared: it belongs to everybody
   */
  @Override
  public void close() {
    if (isShared) {
      throw new UnsupportedOperationException(
          name + " is a shared lock: it belongs to everybody in this JVM and cannot be closed");
    }
    queue.close();
    LockThread own = ownThread;
    if (own != null) {
      own.close();
    }
    DisposalQueue left = disposals;
    if (left != null) {
      left.close();
    }
    LiveLocks.remove(this);
  }

  @Override
  public String toString() {
    Thread holder = owner;
    String who = holder == null ? "free" : "held by \"" + holder.getName() + '"';
    return "GlobalLock[" + name + ", " + (isClosed() ? "closed, " : "") + who + ']';
  }

  // --- what the other classes of this package need -------------------------------------------

  boolean isShared() {
    return isShared;
  }

  boolean isClosed() {
    return (contention & LockQueue.CLOSING) != 0;
  }

  @Nullable LockThread ownThread() {
    return ownThread;
  }

  void requireOwnThread() {
    LockThread own = ownThread;
    if (own != null && !own.isCurrent()) {
      throw Misuse.notOwnThread(this);
    }
  }

  void runDisposals() {
    DisposalQueue due = disposals;
    if (due != null) {
      due.runDue();
    }
  }

  boolean isFree() {
    return state == free;
  }

  boolean take() {
    return STATE.compareAndSet(this, free, HELD);
  }

  /** Gives the lock up with a full fence. */
  void free() {
    owner = null;
    state = free;
  }

  void closed() {
    state = CLOSED;
  }

  boolean closeIfFree() {
    return STATE.compareAndSet(this, free, CLOSED);
  }

  /** Whether nobody holds the lock nor ever will. */
  boolean isShut() {
    return state == CLOSED;
  }

  /** The serial of the holder's innermost attachment. */
  long innermost() {
    return Math.abs(top);
  }

  /** The lock is this thread's; {@code owner} and {@code root} may not say so yet. */
  private void taken(Thread me) {
    owner = me;
    root = serials + 1;
    if (ThreadOrder.needed()) {
      order = nextOrder(me);
    }
  }

  /**
   * The token of one more attachment. The only place that makes one: where two could, the compiler
   * would not remove either.
   */
  private Attachment attachment(long outer) {
    long serial = serials + 1;
    // Made first: where the stack overflows here, no serial names a token that nobody has.
    Attachment attachment = new Attachment(this, breaker, serial, outer);
    serials = serial;
    top = serial;
    return attachment;
  }

  private long nextOrder(Thread me) {
    ThreadOrder.Cached c = clock;
    if (c == null || !c.isOf(me)) {
      c = ThreadOrder.cached(me);
      clock = c;
    }
    return c.next();
  }

  private Attachment attachWithin(long limitNanos) throws InterruptedException {
    Thread me = Thread.currentThread();
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before attaching to " + name);
    }
    long outer = 0;
    if (owner == me) {
      outer = top;
    } else {
      if (!STATE.compareAndSet(this, FREE, HELD)) {
        queue.enterWithin(me, limitNanos);
      }
      taken(me);
    }
    return attachment(outer);
  }

  /** Gives up a hold altogether; the caller has checked that it is this thread's. */
  void giveUp(SchedulerHook.Point at) {
    if (contention != 0) {
      queue.giveUp(at, false);
      return;
    }
    owner = null;
    STATE.setRelease(this, FREE);
    if (contention != 0) {
      queue.wakeFront();
    }
  }

  /**
   * Gives up a hold round a body; the caller has checked that it is this thread's.
   *
   * @param shortly whether it will probably be back before anybody who is woken runs
   */
  void detach(boolean shortly) {
    if (shortly) {
      queue.giveUp(SchedulerHook.Point.DETACH, true);
    } else {
      giveUp(SchedulerHook.Point.DETACH);
    }
  }

  static String requireName(String text, String what) {
    if (Objects.requireNonNull(text, what).isBlank()) {
      throw new IllegalArgumentException("the " + what + " is blank");
    }
    if (text.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " \""
              + text.substring(0, 32)
              + "...\" has "
              + text.length()
              + " characters, more than "
              + LONGEST_NAME);
    }
    return text;
  }

  static long checkedInterval(Duration interval) {
    if (interval.compareTo(Duration.ofNanos(1_000)) < 0
        || interval.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "switch interval " + interval + " is outside 1 microsecond to 1 day");
    }
    return interval.toNanos();
  }

  /** Nanoseconds, saturated: a limit of a thousand years is for ever. */
  static long nanos(Duration limit) {
    return TimeUnit.NANOSECONDS.convert(limit);
  }

  @Serial
  private Object writeReplace() throws ObjectStreamException {
    if (!isShared) {
      throw new NotSerializableException(
          name
              + " is a private GlobalLock and cannot leave its JVM; use GlobalLock.shared(\""
              + name
              + "\"), which travels as its name");
    }
    return new SharedName(name, affinity());
  }

  @Serial
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a GlobalLock travels as its shared name only");
  }

  private record SharedName(String name, Affinity affinity) implements Serializable {
    @Serial
    private Object readResolve() {
      return shared(name, affinity);
    }
  }

  /** Settings of a private lock. Not thread-safe; may build several locks. */
  public static final class Builder {
    final String label;
    private long switchInterval = checkedInterval(DEFAULT_SWITCH_INTERVAL);
    private @Nullable SchedulerHook hook;
    private @Nullable LockListener listener;
    private Affinity affinity = Affinity.ANY;

    private Builder(String label) {
      this.label = requireName(label, "lock label");
    }

    /**
     * Sets how long a holder runs before it must answer a request; 5 ms if not set.
     *
     * @param interval from 1 microsecond to 1 day
     * @return this
     * @throws IllegalArgumentException if {@code interval} is out of range
     */
    public Builder switchInterval(Duration interval) {
      this.switchInterval = checkedInterval(interval);
      return this;
    }

    /**
     * Sets which threads may hold the lock; any if not set.
     *
     * @param affinity {@link Affinity#THREAD} gives the lock a daemon thread of its own, which
     *     starts at the first call and ends when the lock is closed
     * @return this
     */
    public Builder affinity(Affinity affinity) {
      this.affinity = Objects.requireNonNull(affinity, "affinity");
      return this;
    }

    /**
     * Sets who hears of every hold, wait and detached region. Costs two clock readings a hold.
     *
     * @param listener called after the lock was given up, on the thread that held it
     * @return this
     */
    public Builder listener(LockListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Lets a test decide who runs: every attach, checkpoint, detach and close asks {@code hook}.
     *
     * @param hook called on the deciding thread
     * @return this
     */
    public Builder scheduler(SchedulerHook hook) {
      this.hook = Objects.requireNonNull(hook, "hook");
      return this;
    }

    /**
     * Makes the lock.
     *
     * @return a new private lock, which its creator closes
     */
    public GlobalLock build() {
      return LiveLocks.add(new GlobalLock(this, false));
    }
  }
}
