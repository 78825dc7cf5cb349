package dev.gil;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A worker does not have a class that the task needs. The message names the class; the worker's
 * class path is that of the parent.
 */
public final class ClassNotOnWorkerException extends TaskException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public ClassNotOnWorkerException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what brought it about
   */
  public ClassNotOnWorkerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
