package dev.gil.bench.convoy;

import java.io.IOException;

/** A thread that comes and goes among the hogs, and notes how long it took to come back. */
interface Visitor {
  /** Visits until the time is over, on the calling thread. */
  void visit(long forNanos, Times times) throws IOException;

  /** Opens one for a slice. */
  @FunctionalInterface
  interface Opening {
    Visitor open(Discipline discipline, Stage stage) throws IOException;
  }
}
