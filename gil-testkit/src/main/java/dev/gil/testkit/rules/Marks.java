package dev.gil.testkit.rules;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Signals and counts that tasks and test share wherever the tasks run. Travels with the tasks.
 * Thread-safe.
 */
interface Marks extends Serializable {
  /** Raises a signal; again does nothing. */
  void set(String name);

  boolean isSet(String name);

  /**
   * Waits for a signal, blocked.
   *
   * @throws AssertionError if it does not come
   */
  void await(String name) throws InterruptedException;

  /**
   * Waits for a signal, computing: a strategy that overlaps blocking sees nothing to overlap.
   *
   * @throws AssertionError if it does not come
   */
  void spin(String name) throws InterruptedException;

  /** A stage that another thread completes once the signal is raised, or fails if it is not. */
  CompletionStage<Void> stage(String name);

  /** A turn of a loop that another thread ends: lets others run where nobody else does. */
  void turn();

  /** Computes without a checkpoint, and answers nothing, for longer than any rule waits. */
  void deafLoop();

  /** Adds one to a count. */
  void tally(String name);

  int count(String name);

  /** Adds a line to a log. */
  void write(String log, String line);

  List<String> lines(String log);
}
