package dev.gil.testkit.rules;

import java.io.Serial;

/** A checked exception that a task throws. */
final class Oops extends Exception {
  @Serial private static final long serialVersionUID = 1;

  Oops(String message) {
    super(message);
  }

  /** One that cannot travel. */
  static final class Stuck extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    @SuppressWarnings({"serial", "UnusedVariable"}) // that it does not serialize is its purpose
    private final Object held = new Object();

    Stuck(String message) {
      super(message);
    }
  }

  /** An error of a task's own. */
  static final class Fatal extends Error {
    @Serial private static final long serialVersionUID = 1;

    Fatal(String message) {
      super(message);
    }
  }
}
