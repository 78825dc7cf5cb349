package dev.gil;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A task that must travel to another JVM cannot. Thrown by {@code submit}; the message names the
 * field or captured variable by its path.
 */
public final class TaskNotSerializableException extends TaskException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public TaskNotSerializableException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what brought it about
   */
  public TaskNotSerializableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
