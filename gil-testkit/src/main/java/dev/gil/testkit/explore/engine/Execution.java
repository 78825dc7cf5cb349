package dev.gil.testkit.explore.engine;

import dev.gil.GlobalLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.LockSupport;
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
 * <p>Not thread-safe: for the running actor, and before and after for the driver.
 */
public final class Execution {
  /** How long a state without runnable actors is watched for a thread from outside, at first. */
  private static final long OUTSIDE_NANOS = 100_000_000;

  /** And once some thread from outside has come. */
  private static final long OUTSIDE_SEEN_NANOS = 2_000_000_000;

  private final Carrier carrier;
  private final ControlReport control = new ControlReport();
  private final Enabled enabled = new Enabled();
  private final Decisions decisions = new Decisions();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Queue<Actor> fromOutside = new ConcurrentLinkedQueue<>();
  private final LockPool locks = new LockPool(this);
  private final List<Thread> strays = new ArrayList<>();
  private Observer[] observers = new Observer[0];
  private Actor[] actors = new Actor[4];
  private int actorCount;
  private int alive;
  private int daemons; // of those alive
  private Actor running;
  private @Nullable Actor next;
  private Chooser chooser = new Replay(Schedule.PLAIN);
  private volatile @Nullable Thread driver;
  private volatile long progress;
  private @Nullable Recording recording;
  private @Nullable Fault fault;
  private boolean over;
  private boolean resubmitted;
  private volatile boolean outsideSeen;
  private boolean closedWorld;
  private Set<Fault.Kind> detected = EnumSet.allOf(Fault.Kind.class);
  private long now;
  private long timerNumbers;
  private long hash;
  private int steps;
  private int stepBudget = 100_000;

  /** An execution that can run many bodies, one after the other. */
  public Execution() {
    this.carrier = Opening.hasFibers() ? new FiberCarrier(this) : new BatonCarrier(this);
    this.running = new Actor(this, 0, "main");
    actors[0] = running;
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
      unwind(me);
      return;
    }
    me.pending = operation;
    me.object = object;
    me.site = site;
    if (++steps > stepBudget) {
      spent(me);
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

  private void done(Actor me, Operation operation, int site) {
    long mixed = hash ^ (me.index * 31L + operation.code() + ((long) site << 32));
    hash = (mixed ^ (mixed >>> 29)) * 0x9E3779B97F4A7C15L;
    Recording record = recording;
    if (record != null) {
      record.did(me);
    }
  }

  private void preempt(Actor me, int other) {
    me.state = Actor.State.ENABLED;
    next = enabled.exchange(other, me);
    Recording record = recording;
    if (record != null) {
      record.preempted();
    }
    carrier.giveBack(me);
    if (over) {
      unwind(me);
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
      unwind(me);
      throw new Abandoned();
    }
    me.pending = operation;
    me.object = object;
    me.timedOut = false;
    Recording record = recording;
    if (record != null) {
      record.waits(me);
    }
    me.state = Actor.State.BLOCKED;
    if (deadlineNanos != Long.MAX_VALUE) {
      Timer timer = new Timer(deadlineNanos, timerNumbers++, null, me);
      me.timer = timer;
      timers.add(timer);
    }
    carrier.giveBack(me);
    if (over) {
      unwind(me);
      throw new Abandoned();
    }
    done(me, operation, me.timedOut ? 1 : 0);
    return !me.timedOut;
  }

  /** Lets an actor go on that waits in {@link #block}; nothing if it does not wait. */
  public void ready(Actor actor) {
    if (actor.state != Actor.State.BLOCKED || over) {
      return;
    }
    Timer timer = actor.timer;
    if (timer != null) {
      timer.cancel(false);
      actor.timer = null;
    }
    actor.state = Actor.State.ENABLED;
    enabled.add(actor);
    for (Observer observer : observers) {
      observer.woke(running, actor);
    }
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
    Actor child = newActor(name, task);
    if (daemon) {
      child.daemon = true;
      daemons++;
    }
    carrier.start(child);
    enabled.add(child);
    parent.pending = Operation.FORK;
    parent.object = child;
    done(parent, Operation.FORK, 0);
    for (Observer observer : observers) {
      observer.forked(parent, child);
    }
    return child;
  }

  /** Waits for the end of actors, in one wait. */
  public void join(Actor... awaited) {
    Actor me = running;
    @Nullable Actor first = firstAlive(awaited);
    if (first != null) {
      me.joins = awaited;
      while (first != null) {
        me.nextJoiner = first.joiner;
        first.joiner = me;
        block(Operation.JOIN, first);
        first = firstAlive(awaited);
      }
      me.joins = null;
    }
    for (Actor actor : awaited) {
      joined(actor);
    }
  }

  private static @Nullable Actor firstAlive(Actor[] actors) {
    for (Actor actor : actors) {
      if (actor.state != Actor.State.ENDED) {
        return actor;
      }
    }
    return null;
  }

  /** One that a thread waits for has ended; it waits on if there are others. */
  private void endedFor(Actor joiner) {
    Actor[] all = joiner.joins;
    @Nullable Actor other = all == null ? null : firstAlive(all);
    if (other == null) {
      joiner.nextJoiner = null;
      ready(joiner);
    } else {
      joiner.nextJoiner = other.joiner;
      other.joiner = joiner;
      joiner.object = other;
    }
  }

  /**
   * As {@link #join}, for a while of virtual time.
   *
   * @return whether it has ended
   */
  public boolean joinUntil(Actor actor, long deadlineNanos) {
    Actor me = running;
    while (actor.state != Actor.State.ENDED && now < deadlineNanos) {
      me.nextJoiner = actor.joiner;
      actor.joiner = me;
      if (!blockUntil(Operation.JOIN, actor, deadlineNanos)) {
        forgetJoiner(actor, me);
      }
    }
    if (actor.state == Actor.State.ENDED) {
      joined(actor);
      return true;
    }
    return false;
  }

  private void joined(Actor actor) {
    for (Observer observer : observers) {
      observer.joined(running, actor);
    }
  }

  private static void forgetJoiner(Actor of, Actor joiner) {
    if (of.joiner == joiner) {
      of.joiner = joiner.nextJoiner;
      return;
    }
    for (Actor a = of.joiner; a != null; a = a.nextJoiner) {
      if (a.nextJoiner == joiner) {
        a.nextJoiner = joiner.nextJoiner;
        return;
      }
    }
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
    return now;
  }

  /** The running actor has got a lock: for reports, wait cycles, leaked holds and orders. */
  public void acquired(Object lock) {
    running.acquire(lock);
    for (Observer observer : observers) {
      observer.acquired(running, lock);
    }
  }

  /** The running actor gives a lock up. */
  public void released(Object lock) {
    running.release(lock);
    for (Observer observer : observers) {
      observer.released(running, lock);
    }
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
    if (!over) {
      end(new Fault(kind, message, null, running.name()));
    }
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

  // --- for explorers ----------------------------------------------------------------------------

  /** How many actors could run and do not. */
  int others() {
    return enabled.size();
  }

  /** One of the actors that could run and do not, in the order of their forking. */
  Actor other(int at) {
    return enabled.get(at);
  }

  Decisions decisions() {
    return decisions;
  }

  /** How many points and switches there were so far. */
  int steps() {
    return steps;
  }

  // --- for whoever runs it ----------------------------------------------------------------------

  /** Hears of this execution from now on. */
  public void observer(Observer observer) {
    observers = Arrays.copyOf(observers, observers.length + 1);
    observers[observers.length - 1] = observer;
  }

  /** How many steps an execution takes at most. */
  void stepBudget(int budget) {
    stepBudget = budget;
  }

  /** Which faults count; others end an execution in silence, but for leaks, which are let be. */
  void detects(Set<Fault.Kind> kinds) {
    detected = EnumSet.noneOf(Fault.Kind.class);
    detected.addAll(kinds);
  }

  /** Whether it is known that nobody from outside wakes actors of this body. */
  void closedWorld(boolean known) {
    closedWorld = known;
  }

  /** By the watchdog, for a driver that does not come back: it is left behind. */
  void abandon() {
    over = true;
    Thread thread = running.thread;
    if (thread != null) {
      thread.interrupt();
    }
  }

  List<String> actorNames() {
    List<String> names = new ArrayList<>(actorCount);
    for (int i = 0; i < actorCount; i++) {
      names.add(actors[i].name());
    }
    return names;
  }

  ControlReport control() {
    return control;
  }

  LockPool locks() {
    return locks;
  }

  Carrier carrier() {
    return carrier;
  }

  @Nullable Thread driver() {
    return driver;
  }

  /** Changes as long as the execution gets on; for the watchdog. */
  long progress() {
    return progress + steps;
  }

  /** Of the last run: names all that its actors did, in order. */
  long hash() {
    return hash;
  }

  /**
   * Runs the body once, on the current thread as the driver.
   *
   * @return what went wrong; null if nothing did
   */
  @Nullable Fault run(Runnable body, Chooser by, @Nullable Recording into) {
    driver = Thread.currentThread();
    chooser = by;
    recording = into;
    begin();
    by.begins(this);
    for (Observer observer : observers) {
      observer.begins(this);
    }
    Actor main = newActor("main", body);
    carrier.start(main);
    drive(main);
    boolean orderly = fault == null && alive == 0;
    over = true;
    if (alive != 0 || !strays.isEmpty()) {
      unwindAll();
    }
    locks.ended(orderly);
    by.ends(this);
    for (Observer observer : observers) {
      observer.ends(this);
    }
    progress = progress() + 1;
    steps = 0;
    return fault;
  }

  private void begin() {
    actorCount = 0;
    alive = 0;
    daemons = 0;
    enabled.clear();
    decisions.clear();
    timers.clear();
    fromOutside.clear();
    next = null;
    fault = null;
    over = false;
    now = 0;
    timerNumbers = 0;
    hash = 0;
    steps = 0;
  }

  private Actor newActor(@Nullable String name, Runnable task) {
    int index = actorCount++;
    if (index == actors.length) {
      actors = Arrays.copyOf(actors, 2 * index);
    }
    Actor actor = actors[index];
    if (actor == null) {
      actor = new Actor(this, index, "T" + index);
      actors[index] = actor;
    }
    alive++;
    actor.begin(name == null ? actor.defaultName() : name, task);
    return actor;
  }

  private void drive(Actor first) {
    Actor actor = first;
    while (true) {
      running = actor;
      actor.state = Actor.State.RUNNING;
      resubmitted = false;
      carrier.run(actor);
      if (over) {
        return;
      }
      Actor chosen = next;
      if (chosen != null) {
        next = null;
      } else {
        if (actor.state == Actor.State.RUNNING) {
          leftByItself(actor);
        }
        chosen = succession(actor);
        if (chosen == null) {
          return;
        }
      }
      actor = chosen;
    }
  }

  /** The actor's thread left the carrier without this class's help. */
  private void leftByItself(Actor actor) {
    if (resubmitted) {
      actor.pending = Operation.YIELD;
      actor.state = Actor.State.ENABLED;
      enabled.add(actor);
      done(actor, Operation.YIELD, 0);
      return;
    }
    if (carrier.hasEnded(actor)) {
      ended(actor);
      return;
    }
    actor.state = Actor.State.PARKED;
    actor.pending = Operation.PARK;
    actor.object = actor.thread == null ? null : LockSupport.getBlocker(actor.thread);
    done(actor, Operation.PARK, 0);
    Recording record = recording;
    if (record != null) {
      record.waits(actor);
    }
  }

  /** Who runs after {@code last}, which cannot or does not want to; null if the execution ends. */
  private @Nullable Actor succession(Actor last) {
    while (true) {
      arrivals();
      if (over) {
        return null;
      }
      int others = enabled.size();
      if (others != 0) {
        if (++steps > stepBudget) {
          end(livelock(last));
          return null;
        }
        if (last.state == Actor.State.ENABLED && others > 1) {
          return yielded(last, others);
        }
        return enabled.take(others == 1 ? 0 : decide(Chooser.Subject.SUCCESSION, others));
      }
      if (alive == 0) {
        return null;
      }
      if (!fireTimer() && !awaitOutside()) {
        end(Standstill.judge(this, outsideSeen));
        return null;
      }
    }
  }

  /** A thread that yielded by itself may go on: a decision like that at any point. */
  private Actor yielded(Actor last, int others) {
    int at = 0;
    while (enabled.get(at) != last) {
      at++;
    }
    enabled.take(at);
    int choice = decide(Chooser.Subject.PREEMPTION, others);
    if (choice == 0) {
      return last;
    }
    Recording record = recording;
    if (record != null) {
      record.preempted();
    }
    return enabled.exchange(choice - 1, last);
  }

  private int decide(Chooser.Subject subject, int alternatives) {
    int choice = chooser.choose(this, subject, alternatives);
    if (choice < 0 || choice >= alternatives) {
      throw new IllegalStateException("chose " + choice + " of " + alternatives);
    }
    decisions.add(choice, alternatives, subject);
    return choice;
  }

  // --- threads and time of the JDK --------------------------------------------------------------

  /** The JDK says that the actor's thread can run: it was started, unparked, or has yielded. */
  void submitted(Actor actor) {
    Thread me = Thread.currentThread();
    if (me != driver && me != running.thread) {
      fromOutside.add(actor);
      LockSupport.unpark(driver);
      return;
    }
    if (over) {
      return;
    }
    if (actor.state == Actor.State.PARKED) {
      actor.state = Actor.State.ENABLED;
      enabled.add(actor);
      boolean byActor = me == running.thread;
      for (Observer observer : observers) {
        observer.woke(byActor ? running : null, actor);
      }
    } else if (actor == running && me == driver && actor.state == Actor.State.RUNNING) {
      resubmitted = true;
    }
  }

  /** Code of an actor has started a virtual thread by itself. */
  void adopt(Thread thread) {
    if (over || Thread.currentThread() != running.thread) {
      strays.add(thread);
      return;
    }
    Actor parent = running;
    Actor child = newActor(thread.getName().isEmpty() ? null : thread.getName(), () -> {});
    child.adopted = true;
    child.thread = thread;
    Fibers.replaceSubmitted(thread, child);
    thread.setUncaughtExceptionHandler((_, thrown) -> thrown(child, thrown));
    enabled.add(child);
    for (Observer observer : observers) {
      observer.forked(parent, child);
    }
  }

  ScheduledFuture<?> schedule(Runnable action, long delay) {
    long deadline = now + delay < 0 ? Long.MAX_VALUE : now + delay;
    Timer timer = new Timer(deadline, timerNumbers++, action, running);
    if (!over) {
      timers.add(timer);
    }
    return timer;
  }

  private boolean fireTimer() {
    Timer timer = timers.poll();
    while (timer != null && timer.isCancelled()) {
      timer = timers.poll();
    }
    if (timer == null) {
      return false;
    }
    Actor actor = Objects.requireNonNull(timer.actor);
    long wait = timer.deadline - now;
    now = Math.max(now, timer.deadline);
    if (timer.action == null) {
      actor.timer = null;
      actor.timedOut = true;
      actor.state = Actor.State.ENABLED;
      enabled.add(actor);
      return true;
    }
    if (actor.firedAt == steps) {
      // It was woken, looked at the real clock, and waits for the rest.
      control.count("timed waits inside the JDK that look at the real clock");
      LockSupport.parkNanos(this, wait);
    }
    timer.fire();
    actor.firedAt = steps + 1L; // the step of its succession comes first
    return true;
  }

  private void arrivals() {
    for (Actor actor = fromOutside.poll(); actor != null; actor = fromOutside.poll()) {
      boolean parked = actor.state == Actor.State.PARKED;
      if (parked || actor.state == Actor.State.BLOCKED) {
        outsideSeen = true;
        control.count("wake-ups by threads from outside");
        if (parked) {
          actor.state = Actor.State.ENABLED;
          enabled.add(actor);
        } else {
          ready(actor);
        }
      }
    }
  }

  /** A thread from outside lets an actor go on that it may keep waiting. Thread-safe. */
  void readyFromOutside(Actor actor) {
    fromOutside.add(actor);
    LockSupport.unpark(driver);
  }

  /** A thread from outside uses what actors wait for: who waits may be woken by it. Thread-safe. */
  void usedFromOutside(String what) {
    outsideSeen = true;
    control.count(what);
  }

  boolean isOutsideSeen() {
    return outsideSeen;
  }

  /** Waits, in real time, for somebody from outside; false if nobody came. */
  private boolean awaitOutside() {
    if (closedWorld || !Standstill.mayBeWokenFromOutside(this)) {
      return false;
    }
    long until = System.nanoTime() + (outsideSeen ? OUTSIDE_SEEN_NANOS : OUTSIDE_NANOS);
    while (fromOutside.isEmpty()) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        closedWorld = !outsideSeen;
        return false;
      }
      LockSupport.parkNanos(this, left);
    }
    return true;
  }

  /** A switch was chosen and could not be made: the thread is pinned to its carrier. */
  void pinned(Actor me) {
    if (over) {
      return;
    }
    control.count("switches not made since a thread was pinned, as in a class initialiser");
    Actor chosen = next;
    if (chosen != null) {
      next = null;
      chosen.state = Actor.State.ENABLED;
      enabled.add(chosen);
      enabled.take(indexOf(me));
      me.state = Actor.State.RUNNING;
      return;
    }
    me.state = Actor.State.RUNNING;
    fail(
        Fault.Kind.STUCK,
        me.name()
            + " has to wait ("
            + me.pending.words()
            + ") and is pinned to its carrier, as in a class initialiser");
  }

  private int indexOf(Actor actor) {
    int at = 0;
    while (enabled.get(at) != actor) {
      at++;
    }
    return at;
  }

  // --- ends -------------------------------------------------------------------------------------

  /** The whole life of an actor's thread. */
  void live(Actor me) {
    try {
      Objects.requireNonNull(me.task).run();
    } catch (Abandoned _) {
      // the execution is over
    } catch (Throwable thrown) {
      thrown(me, thrown);
    }
    ended(me);
  }

  private void thrown(Actor me, Throwable thrown) {
    if (!over && !(thrown instanceof Abandoned)) {
      end(Thrown.fault(me, thrown));
    }
  }

  private void ended(Actor me) {
    if (me.state == Actor.State.ENDED) {
      return;
    }
    me.state = Actor.State.ENDED;
    alive--;
    if (me.daemon) {
      daemons--;
    }
    if (over) {
      return;
    }
    me.pending = Operation.END;
    done(me, Operation.END, 0);
    if (me.holds() != 0 && detected.contains(Fault.Kind.LEAKED_HOLD)) {
      end(
          new Fault(
              Fault.Kind.LEAKED_HOLD,
              me.name() + " ended and still holds " + Names.plain(me.hold(0)),
              null,
              me.name()));
      return;
    }
    for (Actor joiner = me.joiner; joiner != null; ) {
      Actor after = joiner.nextJoiner;
      endedFor(joiner);
      joiner = after;
    }
    for (Observer observer : observers) {
      observer.ended(me);
    }
    if (alive == daemons) {
      end(null);
    } else if (me.index == 0 && detected.contains(Fault.Kind.LEAKED_THREAD)) {
      end(Standstill.leak(this));
    }
  }

  /** The execution is over, by a fault. */
  void end(@Nullable Fault by) {
    if (!over) {
      over = true;
      fault = by != null && detected.contains(by.kind()) ? by : null;
    }
  }

  private void spent(Actor me) {
    end(livelock(me));
    unwind(me);
  }

  private Fault livelock(Actor me) {
    return new Fault(
        Fault.Kind.LIVELOCK,
        me.name()
            + " still runs after "
            + stepBudget
            + " steps of this execution, last: "
            + me.pending.words()
            + (me.object == null ? "" : " " + Names.plain(me.object)),
        null,
        me.name());
  }

  /** How often code that is unwound may pass points, to clean up, before it is told again. */
  private static final int CLEANING = 256;

  private static final int TOLD = 2 * CLEANING;

  private void unwind(Actor me) {
    int times = me.unwound++;
    if (times == 0 || (times >= CLEANING && times < TOLD)) {
      throw new Abandoned();
    }
    while (times >= TOLD) {
      me.state = Actor.State.BLOCKED;
      carrier.giveBack(me); // for good: it does not listen
    }
  }

  private void unwindAll() {
    for (int i = actorCount - 1; i >= 0; i--) {
      Actor actor = actors[i];
      if (actor.state == Actor.State.ENDED || actor.thread == null) {
        continue;
      }
      boolean started = actor.pending != Operation.START;
      for (int tries = 0; started && tries < 3 && !carrier.hasEnded(actor); tries++) {
        if (actor.state == Actor.State.PARKED) {
          actor.thread.interrupt();
        }
        running = actor;
        carrier.run(actor);
      }
      if (!carrier.hasEnded(actor)) {
        carrier.forget(actor);
      }
      actor.state = Actor.State.ENDED;
    }
    alive = 0;
    for (Thread stray : strays) {
      Fibers.forget(stray);
    }
    strays.clear();
  }

  // --- looks ------------------------------------------------------------------------------------

  int actorCount() {
    return actorCount;
  }

  Actor actor(int index) {
    return actors[index];
  }

  /** The actor whose thread this is; null if it is none of this execution's. */
  @Nullable Actor actorOf(Thread thread) {
    if (running.thread == thread) {
      return running;
    }
    for (int i = 0; i < actorCount; i++) {
      if (actors[i].thread == thread) {
        return actors[i];
      }
    }
    return null;
  }

  @Nullable Recording recording() {
    return recording;
  }

  boolean isOver() {
    return over;
  }
}
