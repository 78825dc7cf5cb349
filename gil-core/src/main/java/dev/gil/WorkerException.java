package dev.gil;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A worker, not the task, failed. A task declared {@linkplain
 * dev.gil.spi.TaskOptions#idempotent(int) idempotent} is tried again.
 */
public abstract class WorkerException extends TaskException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  protected WorkerException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what brought it about
   */
  protected WorkerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
