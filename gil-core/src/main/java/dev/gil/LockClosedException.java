package dev.gil;

import java.io.Serial;

/** The lock was closed, before or while the thread waited for it. The thread does not hold it. */
public final class LockClosedException extends GilException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public LockClosedException(String message) {
    super(message);
  }
}
