package dev.gil;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A worker process could not be started, or not be spoken to, several times in a row. The message
 * has the last lines it printed.
 */
public final class WorkerStartFailedException extends WorkerException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public WorkerStartFailedException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what brought it about
   */
  public WorkerStartFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
