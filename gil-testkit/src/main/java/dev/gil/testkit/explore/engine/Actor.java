package dev.gil.testkit.explore.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One explored thread: its place in the order of forking, what it is about to do, and whether it
 * can.
 *
 * <p>It is what its virtual thread submits to the scheduler, so that nothing has to be looked up.
 * The actors of an execution are used again by the next, with new threads: a virtual thread that
 * starts and ends costs no more than one that goes on, and leaves no thread-local behind.
 */
public final class Actor implements Runnable {
  /** Whether it can run. */
  enum State {
    /** It runs now. */
    RUNNING(1),
    /** It could run now. */
    ENABLED(2),
    /** It waits for {@link Execution#ready}. */
    BLOCKED(3),
    /** It waits inside the JDK: parked, or at a real monitor. */
    PARKED(4),
    /** It has done what it was forked for. */
    ENDED(5);

    private final int number;

    State(int number) {
      this.number = number;
    }
  }

  final Execution execution;
  final int index;
  final Runnable life;
  @Nullable Thread thread;
  @Nullable Object object;
  @Nullable Runnable task;
  @Nullable Timer timer;
  @Nullable Actor joiner; // the last that waits for its end
  @Nullable Actor nextJoiner; // of the one that this one waits for
  Actor @Nullable [] joins; // all that it waits for in one wait
  int site;
  boolean timedOut;
  boolean adopted;
  boolean daemon;
  boolean interruptedMeanwhile;
  int unwound; // how often it was told that the execution is over
  long firedAt; // at which step its timer ended a wait
  long priority; // of the explorer's

  // Numbers, as both change at each switch: a collector is told of each reference that is written.
  private int state = State.ENDED.number;
  private int pending = Operation.START.code();

  private final String defaultName;
  private String name;
  private Object[] held = new Object[4];
  private int holds;

  Actor(Execution execution, int index, String name) {
    this.execution = execution;
    this.index = index;
    this.name = name;
    this.defaultName = name;
    this.life = () -> execution.ends.live(this);
  }

  /** Its name: what it was forked with, or T1, T2, ... */
  public String name() {
    return name;
  }

  /** Its place in the order of forking; 0 is the body. The same in every replay. */
  public int index() {
    return index;
  }

  /** The thread it runs on: a new one in each execution. */
  public @Nullable Thread thread() {
    return thread;
  }

  /** What it does now, is about to do, or waits for. */
  public Operation pending() {
    return Operation.of(pending);
  }

  /** What the {@linkplain #pending() operation} is on. */
  public @Nullable Object object() {
    return object;
  }

  /** Whether it has yet to end. */
  public boolean isAlive() {
    return !is(State.ENDED);
  }

  boolean is(State asked) {
    return state == asked.number;
  }

  void becomes(State now) {
    state = now.number;
  }

  /** What it does from now on, is about to do, or waits for. */
  void does(Operation operation, @Nullable Object on, int at) {
    pending = operation.code();
    if (object != on) {
      object = on;
    }
    site = at;
  }

  /** How many locks it holds, as far as the execution was told. */
  public int holds() {
    return holds;
  }

  /** One of the locks it holds, outermost first. */
  public Object hold(int at) {
    return held[at];
  }

  String defaultName() {
    return defaultName;
  }

  boolean holdsLock(Object lock) {
    for (int i = 0; i < holds; i++) {
      if (held[i] == lock) {
        return true;
      }
    }
    return false;
  }

  void acquire(Object lock) {
    if (holds == held.length) {
      held = Arrays.copyOf(held, 2 * holds);
    }
    held[holds++] = lock;
  }

  void release(Object lock) {
    for (int i = holds - 1; i >= 0; i--) {
      if (held[i] == lock) {
        holds--;
        System.arraycopy(held, i + 1, held, i, holds - i);
        held[holds] = this; // keeps nothing of the body's alive
        return;
      }
    }
  }

  void begin(String newName, Runnable newTask) {
    name = newName;
    task = newTask;
    becomes(State.ENABLED);
    does(Operation.START, null, 0);
    timer = null;
    timedOut = false;
    adopted = false;
    daemon = false;
    interruptedMeanwhile = false;
    unwound = 0;
    firedAt = -1;
    joiner = null;
    joins = null;
    nextJoiner = null;
    while (holds > 0) {
      held[--holds] = this;
    }
  }

  /** Goes on until it gives the carrier back; by the driver. */
  @Override
  public void run() {
    execution.carrier().run(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
