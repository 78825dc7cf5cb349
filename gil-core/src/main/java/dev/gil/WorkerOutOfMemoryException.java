package dev.gil;

import java.io.Serial;

/** A worker ran out of memory under the task and was replaced. */
public final class WorkerOutOfMemoryException extends WorkerException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public WorkerOutOfMemoryException(String message) {
    super(message);
  }
}
