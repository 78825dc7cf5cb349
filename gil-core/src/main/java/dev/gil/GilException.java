package dev.gil;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What gil itself throws. Unchecked: a lock that a callee takes cannot change its callers'
 * signatures.
 */
public abstract class GilException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  protected GilException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what brought it about
   */
  protected GilException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
