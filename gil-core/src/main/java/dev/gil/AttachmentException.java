package dev.gil;

import java.io.Serial;

/**
 * An attachment was misused: on the wrong thread, after it was closed, out of order, or detached
 * inside a session. The message names the misuse. Nothing was changed by the call, unless the
 * message says what was ended by force.
 */
public class AttachmentException extends GilException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public AttachmentException(String message) {
    super(message);
  }
}
