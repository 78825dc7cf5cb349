package dev.gil;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A task ran in another JVM, and its result or exception could not travel back. The message names
 * what and where.
 */
public final class ResultNotSerializableException extends TaskException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public ResultNotSerializableException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what brought it about
   */
  public ResultNotSerializableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
