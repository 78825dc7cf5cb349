package dev.gil;

import java.io.Serial;

/**
 * The deadline of a task passed. The task was told to stop, by interrupt or, in a worker process,
 * by ending the process.
 */
public final class TaskTimeoutException extends TaskException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public TaskTimeoutException(String message) {
    super(message);
  }
}
