package dev.gil.io;

import org.junit.jupiter.api.Named;

/**
 * A row of the table: a call that blocks until something else happens.
 *
 * @param name the call, and by which adapter it detaches
 * @param stage makes it
 */
record BlockingCall(String name, Stage stage) {
  /** Makes what is needed, not attached. */
  interface Stage {
    Blocked set(Scene scene) throws Exception;
  }

  interface Step {
    void run() throws Exception;
  }

  /**
   * What is ready.
   *
   * @param call blocks until {@code unblock} ran
   * @param unblock for another thread
   */
  record Blocked(Step call, Step unblock) {}

  static Named<BlockingCall> row(String name, Stage stage) {
    return Named.of(name, new BlockingCall(name, stage));
  }
}
