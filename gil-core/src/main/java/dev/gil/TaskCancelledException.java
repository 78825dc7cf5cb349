package dev.gil;

import java.io.Serial;
import java.util.concurrent.CancellationException;

/**
 * The task was cancelled. Thrown inside the task at its next checkpoint, and again at each later
 * one, so that a {@code catch (Exception e)} cannot eat it for good; and from its future.
 */
public final class TaskCancelledException extends CancellationException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message which task, and where
   */
  public TaskCancelledException(String message) {
    super(message);
  }

  static TaskCancelledException atCheckpoint(String label) {
    return new TaskCancelledException("task \"" + label + "\" was cancelled");
  }
}
