package dev.gil;

import java.io.Serial;

/** A lock of {@link Affinity#THREAD} was to be attached to by a thread that is not its own. */
public final class AffinityException extends AttachmentException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message which lock, which thread, and what to use instead
   */
  public AffinityException(String message) {
    super(message);
  }
}
