package dev.gil.testkit.explore.engine;

import java.io.Serial;

/**
 * Unwinds a thread of an execution that is over. Code that catches it and goes on meets it again.
 */
public final class Abandoned extends Error {
  @Serial private static final long serialVersionUID = 1;

  Abandoned() {
    super("the execution is over", null, false, false);
  }
}
