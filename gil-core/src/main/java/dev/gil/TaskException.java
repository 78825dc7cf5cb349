package dev.gil;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What ended a task that did not end itself; the cause of its future's {@link
 * java.util.concurrent.ExecutionException}.
 */
public abstract class TaskException extends GilException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  protected TaskException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what brought it about
   */
  protected TaskException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
