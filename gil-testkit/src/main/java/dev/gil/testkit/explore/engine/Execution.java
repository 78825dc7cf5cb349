package dev.gil.testkit.explore.engine;

import dev.gil.GlobalLock;
import org.jspecify.annotations.Nullable;

/**
 * One body run under one decision vector, again and again: the stage on which explored threads, its
 * <i>actors</i>, run one at a time.
 *
 * <h2>One vector</h2>
 *
 * <p>An execution is a function of its decisions. Each is a number: 0 means that the running actor
 * goes on, or for data that nothing unusual happens, and any other number names another of the
 * actors that could run, in the order of their forking. A vector that ends early goes on with
 * zeros. So one sparse list serializes a schedule, mutates and shrinks it, bounds it (by how many
 * of its entries stop an actor that could go on) and replays it. Hence everything that could differ
 * between two runs must come from a decision or from the body alone: no clock, no identity hash and
 * no real thread's timing is looked at here before a decision.
 *
 * <h2>One carrier</h2>
 *
 * <p>The driver, a platform thread, mounts the chosen actor's virtual thread on itself and is back
 * when that gives back, parks or ends. Code of an actor and code of the driver are one thread's, so
 * nothing here is synchronized but the queue of those that were woken from outside. An actor takes
 * the decision at a point itself and stops only if another is chosen. At a point it stops
 * <i>before</i> what it is about to do; once chosen it does that without being asked again.
 *
 * <h2>The end</h2>
 *
 * <p>An execution is over when all actors have ended, at the first fault, or when nothing can run:
 * nobody enabled, no timer pending, and nobody from outside known to come. Then each actor that
 * lives is unwound by an error, once, so that locks are given up and threads collected; its points
 * decide nothing any more.
 *
 * <h2>The parts</h2>
 *
 * <p>What happens at each point is here, and what code under test may call. {@link Driver} says who
 * is mounted after whom, {@link Ends} how it all ends, and {@link Unwinding} what becomes of those
 * that live then; {@link Joins}, {@link VirtualTime}, {@link Outside} and {@link Signals} are the
 * ways in which an actor that waits comes to go on.
 *
 * <p>Not thread-safe: for the running actor, and before and after for the driver.
 */
public final class Execution {
  final Cast cast = new Cast(this);
  final Enabled enabled = new Enabled();
  final Joins joins = new Joins(this);
  final VirtualTime time = new VirtualTime(this);
  final Outside outside = new Outside(this);
  final Signals signals = new Signals(this);
  final Ends ends = new Ends(this);
  final Unwinding unwinding = new Unwinding(this);
  final Driver driver = new Driver(this);
  final Observers observers = new Observers();
  Actor running = cast.main();
  @Nullable Actor next; // whom the running actor chose to give way to
  boolean over;
  int steps;

  private final Carrier carrier;
  private final ControlReport control = new ControlReport();
  private final Decisions decisions = new Decisions();
  private final LockPool locks = new LockPool(this);
  private Chooser chooser = new Replay(Schedule.PLAIN);
  private @Nullable Recording recording;
  private long hash;
  private int stepBudget = 100_000;

  /** An execution that can run many bodies, one after the other. */
  public Execution() {
    this.carrier = Opening.hasFibers() ? new FiberCarrier(this) : new BatonCarrier(this);
  }

  // --- for code under test ----------------------------------------------------------------------

  /**
   * The execution that the current thread is an actor of; null for any other thread. Takes a few
   * nanoseconds.
   */
  public static @Nullable Execution current() {
    Thread me = Thread.currentThread();
    if (me.isVirtual()) {
      return Opening.hasFibers() ? FiberCarrier.of(me) : null;
    }
    return me instanceof BatonCarrier.BatonThread b ? b.actor.execution : null;
  }

  /** The actor that runs: the caller. */
  public Actor self() {
    return running;
  }

  /**
   * Says what the running actor is about to do; another may run before it does.
   *
   * @param operation what
   * @param object on what: operations on different objects, and reads, may be taken as independent;
   *     null for none
   * @param site where in the code, by {@link Sites}; 0 for nowhere
   */
  public void point(Operation operation, @Nullable Object object, int site) {
    Actor me = running;
    if (over) {
      unwinding.tell(me);
      return;
    }
    me.does(operation, object, site);
    if (stepIsBeyondBudget(me)) {
      unwinding.tell(me);
    }
    int others = enabled.size();
    if (others != 0) {
      int choice = decide(Chooser.Subject.PREEMPTION, others + 1);
      if (choice != 0) {
        preempt(me, choice - 1);
      }
    }
    done(me, operation, site);
  }

  /** The actor has come to its operation and does it now: the trace goes on. */
  void done(Actor me, Operation operation, int site) {
    long mixed = hash ^ (me.index * 31L + operation.code() + ((long) site << 32));
    hash = (mixed ^ (mixed >>> 29)) * 0x9E3779B97F4A7C15L;
    Recording record = recording;
    if (record != null) {
      record.did(me);
    }
  }

  private void preempt(Actor me, int other) {
    me.becomes(Actor.State.ENABLED);
    next = enabled.exchange(other, me);
    Recording record = recording;
    if (record != null) {
      record.preempted();
    }
    carrier.giveBack(me);
    if (over) {
      unwinding.tell(me);
    }
  }

  /**
   * Waits until {@link #ready} is said of the running actor, and it is chosen. A {@code ready} that
   * comes before is not kept.
   *
   * @param operation what it waits to do; its {@linkplain Operation#waitsFor() wait} decides what a
   *     state without runnable actors is called
   * @param object what it waits for: a lock that was {@link #acquired}, an {@link Actor}, or
   *     anything else; null if unknown
   */
  public void block(Operation operation, @Nullable Object object) {
    blockUntil(operation, object, Long.MAX_VALUE);
  }

  /**
   * As {@link #block}, and ends by itself when virtual time has come to {@code deadlineNanos} and
   * nobody else can run.
   *
   * @return false if the time ended it
   */
  public boolean blockUntil(Operation operation, @Nullable Object object, long deadlineNanos) {
    Actor me = running;
    if (over) {
      unwinding.tell(me);
      throw new Abandoned();
    }
    me.does(operation, object, me.site);
    me.timedOut = false;
    Recording record = recording;
    if (record != null) {
      record.waits(me);
    }
    me.becomes(Actor.State.BLOCKED);
    if (deadlineNanos != Long.MAX_VALUE) {
      time.endsWait(me, deadlineNanos);
    }
    carrier.giveBack(me);
    if (over) {
      unwinding.tell(me);
      throw new Abandoned();
    }
    done(me, operation, me.timedOut ? 1 : 0);
    return !me.timedOut;
  }

  /** Lets an actor go on that waits in {@link #block}; nothing if it does not wait. */
  public void ready(Actor actor) {
    if (!actor.is(Actor.State.BLOCKED) || over) {
      return;
    }
    time.forgets(actor);
    enables(actor);
    observers.woke(running, actor);
  }

  /**
   * Decides whether something unusual happens, such as a spurious wake-up: what is not 0 counts
   * towards a bound as a preemption does.
   *
   * @param alternatives at least 1; with 1 nothing is decided
   * @return from 0, which is what happens usually, to {@code alternatives - 1}
   */
  public int choose(int alternatives) {
    return choose(Chooser.Subject.DATA, alternatives);
  }

  /**
   * Decides which of several that are equally usual, such as who is notified: free of any bound, so
   * it must not come again and again without a step between.
   *
   * @param alternatives at least 1; with 1 nothing is decided
   * @return from 0 to {@code alternatives - 1}
   */
  public int chooseAny(int alternatives) {
    return choose(Chooser.Subject.ORDER, alternatives);
  }

  private int choose(Chooser.Subject subject, int alternatives) {
    if (alternatives <= 1 || over) {
      return 0;
    }
    int choice = decide(subject, alternatives);
    hash = (hash ^ (choice + 1)) * 0x9E3779B97F4A7C15L;
    return choice;
  }

  /**
   * Starts another actor; the running one goes on. The body's execution does not end before it has.
   *
   * @param name null for T1, T2, ...
   */
  public Actor fork(@Nullable String name, Runnable task) {
    return fork(name, task, false);
  }

  /**
   * As {@link #fork(String, Runnable)}.
   *
   * @param daemon whether the execution ends without it: once only daemons live, they are unwound,
   *     and that is no fault
   */
  public Actor fork(@Nullable String name, Runnable task, boolean daemon) {
    if (over) {
      throw new Abandoned();
    }
    Actor parent = running;
    Actor child = cast.add(name, task);
    if (daemon) {
      cast.isDaemon(child);
    }
    carrier.start(child);
    enabled.add(child);
    parent.does(Operation.FORK, child, 0); // not at the place of its last point
    done(parent, Operation.FORK, 0);
    observers.forked(parent, child);
    return child;
  }

  /** Waits for the end of actors, in one wait. */
  public void join(Actor... awaited) {
    joins.await(running, awaited);
  }

  /**
   * As {@link #join}, for a while of virtual time.
   *
   * @return whether it has ended
   */
  public boolean joinUntil(Actor actor, long deadlineNanos) {
    return joins.awaitUntil(running, actor, deadlineNanos);
  }

  /** Interrupts an actor; what {@link #block} makes of it is for the caller, who may say ready. */
  public void interrupt(Actor actor) {
    Thread thread = actor.thread;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** A global lock whose points are decisions; the next execution may get the same again. */
  public GlobalLock lock(String name) {
    return locks.lock(name);
  }

  /** The virtual time in nanoseconds, from 0. Passes only when nothing else can happen. */
  public long now() {
    return time.now();
  }

  /** The running actor has got a lock: for reports, wait cycles, leaked holds and orders. */
  public void acquired(Object lock) {
    running.acquire(lock);
    observers.acquired(running, lock);
  }

  /** The running actor gives a lock up. */
  public void released(Object lock) {
    running.release(lock);
    observers.released(running, lock);
  }

  /**
   * Counts something that is not controlled here, for the control report.
   *
   * @param what in words that are the same each time
   */
  public void uncontrolled(String what) {
    control.count(what);
  }

  /**
   * Ends the execution by a fault, unless it has ended; does not return then.
   *
   * @throws Abandoned to unwind the running actor
   */
  public void fail(Fault.Kind kind, String message) {
    fail(new Fault(kind, message, null, running.name()));
  }

  void fail(Fault fault) {
    ends.end(fault);
    running.unwound++;
    throw new Abandoned();
  }

  /**
   * Adds to the row of what the running actor has just done, if {@link #isRecording}.
   *
   * @param text such as a value read or written
   */
  public void observe(String text) {
    Recording record = recording;
    if (record != null) {
      record.observe(running, text);
    }
  }

  /** Whether this execution is the replay that makes a report: else {@link #observe} is in vain. */
  public boolean isRecording() {
    return recording != null;
  }

  /** What reports call an object: the same in each replay, if {@link #isRecording}. */
  public String nameOf(Object object) {
    Recording record = recording;
    return record == null ? Names.plain(object) : record.names().of(object);
  }

  /** Hears of this execution from now on. */
  public void observer(Observer observer) {
    observers.add(observer);
  }

  // --- for its parts ----------------------------------------------------------------------------

  /** All is as if nothing had been run before. */
  void begins(Chooser by, @Nullable Recording into) {
    chooser = by;
    recording = into;
    cast.clear();
    enabled.clear();
    decisions.clear();
    time.begins();
    outside.begins();
    ends.begins();
    next = null;
    over = false;
    hash = 0;
    steps = 0;
  }

  void enables(Actor actor) {
    actor.becomes(Actor.State.ENABLED);
    enabled.add(actor);
  }

  int decide(Chooser.Subject subject, int alternatives) {
    int choice = chooser.choose(this, subject, alternatives);
    if (choice < 0 || choice >= alternatives) {
      throw new IllegalStateException("chose " + choice + " of " + alternatives);
    }
    decisions.add(choice, alternatives, subject);
    return choice;
  }

  /** One step more; if it is one too many, the execution ends by that. */
  boolean stepIsBeyondBudget(Actor by) {
    if (++steps <= stepBudget) {
      return false;
    }
    ends.end(Ends.livelock(by, stepBudget));
    return true;
  }

  Carrier carrier() {
    return carrier;
  }

  LockPool locks() {
    return locks;
  }

  @Nullable Recording recording() {
    return recording;
  }

  // --- for explorers and whoever runs it --------------------------------------------------------

  /** How many actors could run and do not. */
  int others() {
    return enabled.size();
  }

  /** One of the actors that could run and do not, in the order of their forking. */
  Actor other(int at) {
    return enabled.get(at);
  }

  int actorCount() {
    return cast.size();
  }

  Actor actor(int index) {
    return cast.get(index);
  }

  /** The actor whose thread this is; null if it is none of this execution's. */
  @Nullable Actor actorOf(Thread thread) {
    return running.thread == thread ? running : cast.of(thread);
  }

  Decisions decisions() {
    return decisions;
  }

  /** Of the last run: names all that its actors did, in order. */
  long hash() {
    return hash;
  }

  ControlReport control() {
    return control;
  }

  /** How many steps an execution takes at most. */
  void stepBudget(int budget) {
    stepBudget = budget;
  }

  /** By the watchdog, for a driver that does not come back: it is left behind. */
  void abandon() {
    over = true;
    Thread thread = running.thread;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
