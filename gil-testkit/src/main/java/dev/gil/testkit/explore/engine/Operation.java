package dev.gil.testkit.explore.engine;

/** What a thread is about to do, or waits for. */
public enum Operation {
  /** The thread has been forked and has yet to run. */
  START(1, Wait.NONE, false, "start"),
  /** A pause that does nothing: any thread may run. */
  YIELD(2, Wait.NONE, false, "yield"),
  /** Takes a global lock. */
  ATTACH(3, Wait.LOCK, true, "attach"),
  /** Offers a global lock to others. */
  CHECKPOINT(4, Wait.NONE, true, "checkpoint"),
  /** Gives a global lock up for a while. */
  DETACH(5, Wait.NONE, true, "detach"),
  /** Takes a global lock back after a detach. */
  TAKE_BACK(6, Wait.LOCK, true, "take back"),
  /** Gives a global lock up. */
  CLOSE(7, Wait.NONE, true, "close"),
  /** Starts another thread. */
  FORK(8, Wait.NONE, true, "fork"),
  /** Waits for the end of another thread. */
  JOIN(9, Wait.THREAD, false, "join"),
  /** Parks, mostly inside the JDK: the object is what {@code LockSupport} names as its blocker. */
  PARK(10, Wait.SIGNAL, true, "park"),
  /** Lets a parked thread go on. */
  UNPARK(11, Wait.NONE, true, "unpark"),
  /** Reads a plain variable. */
  READ(12, Wait.NONE, false, "read"),
  /** Writes a plain variable. */
  WRITE(13, Wait.NONE, true, "write"),
  /** Reads a volatile variable. */
  VOLATILE_READ(14, Wait.NONE, false, "volatile read"),
  /** Writes a volatile variable. */
  VOLATILE_WRITE(15, Wait.NONE, true, "volatile write"),
  /** Reads and writes a variable in one step. */
  ATOMIC(16, Wait.NONE, true, "atomic"),
  /** Enters a monitor. */
  ENTER(17, Wait.LOCK, true, "enter"),
  /** Leaves a monitor. */
  EXIT(18, Wait.NONE, true, "exit"),
  /** Waits to be notified. */
  WAIT(19, Wait.SIGNAL, true, "wait"),
  /** Notifies one or all that wait. */
  NOTIFY(20, Wait.NONE, true, "notify"),
  /** Sleeps for a time. */
  SLEEP(21, Wait.TIME, false, "sleep"),
  /** Interrupts another thread. */
  INTERRUPT(22, Wait.NONE, true, "interrupt"),
  /** Changes or reads a reference count. */
  COUNT(23, Wait.NONE, true, "count"),
  /** Takes a data decision. */
  CHOOSE(24, Wait.NONE, false, "choose"),
  /** Calls something that is taken as one step. */
  CALL(25, Wait.NONE, true, "call"),
  /** Has ended. */
  END(26, Wait.NONE, false, "end");

  /** What it takes to end a wait, by which a state without runnable threads is judged. */
  public enum Wait {
    /** Not an operation that waits. */
    NONE,
    /** Whoever owns the object gives it up. */
    LOCK,
    /** Somebody signals, and whoever came too late never will. */
    SIGNAL,
    /** Another thread ends. */
    THREAD,
    /** Time passes. */
    TIME
  }

  private static final Operation[] BY_CODE = new Operation[values().length + 1];

  static {
    for (Operation each : values()) {
      BY_CODE[each.code] = each;
    }
  }

  private final int code;
  private final Wait wait;
  private final boolean writes;
  private final String words;

  Operation(int code, Wait wait, boolean writes, String words) {
    this.code = code;
    this.wait = wait;
    this.writes = writes;
    this.words = words;
  }

  /** Its part of a trace's hash: never given to another operation. */
  int code() {
    return code;
  }

  static Operation of(int code) {
    return BY_CODE[code];
  }

  /** What ends it if it waits. */
  public Wait waitsFor() {
    return wait;
  }

  /** Whether its order against a read of the same object matters. */
  public boolean writes() {
    return writes;
  }

  /** As a report says it. */
  public String words() {
    return words;
  }
}
