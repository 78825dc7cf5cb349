package dev.gil.testkit.explore.weave;

import org.jspecify.annotations.Nullable;

/**
 * What woven code needs of the engine that explores it. All but {@link #isRunning} is called by the
 * thread whose turn it is. Threads are numbers, counted from 0 in the order of their forks.
 */
interface Turns {
  /** Whether {@code thread} is the explored thread whose turn it is. */
  boolean isRunning(Thread thread);

  /** The number of the thread whose turn it is. */
  int running();

  /** Lets another thread go first, if that is decided. */
  void point(Site.Operation operation, @Nullable Object object, int site);

  /** Goes on once {@link #ready} was called for this thread and it is chosen. */
  void block(Waiting why, @Nullable Object on);

  /** As {@link #block}, but also goes on when the virtual clock reaches {@code deadline}. */
  void blockUntil(Waiting why, @Nullable Object on, long deadline);

  /** Lets a blocked thread go on; nothing if it is not blocked. */
  void ready(int thread);

  /** A recorded choice: 0, which is usual, unless the explorer decides otherwise. */
  int choose(int alternatives);

  /** A recorded choice of one of several that are equally usual. */
  int chooseAny(int alternatives);

  /** Starts a thread; the race check and the bookkeeping hear of it before it runs. */
  int fork(String name, Runnable body, boolean isDaemon);

  /** The thread that runs as number {@code thread}. */
  Thread thread(int thread);

  /** The number of an explored thread; -1 if it is none. */
  int numberOf(Thread thread);

  /** What a report calls number {@code thread} by. */
  Object actor(int thread);

  /** The name of number {@code thread}. */
  String name(int thread);

  /** The running thread has entered a monitor, for wait cycles and reports. */
  void locked(Object lock);

  /** The running thread has left a monitor. */
  void unlocked(Object lock);

  /** Virtual nanoseconds since the execution began. */
  long now();

  /** Counts something that the exploration does not control. */
  void uncontrolled(String what);

  /** Ends the execution as failed by a data race. */
  void raced(String message);

  /** Ends the execution because the code under test tried to end the JVM. */
  void exited(String message);

  /** Whether rows are kept. */
  boolean isRecording();

  /** What a row calls an object: the same in each replay. */
  String nameOf(Object object);

  /** Adds what the thread saw or did to its row. */
  void observe(String what);

  /** Why a thread cannot go on. */
  enum Waiting {
    MONITOR,
    WAIT,
    JOIN,
    SLEEP,
    TASK
  }
}
