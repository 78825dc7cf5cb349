package dev.gil;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What came from a worker is no message of the protocol. The worker was ended: nothing it says can
 * be trusted.
 */
public final class ProtocolCorruptedException extends WorkerException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public ProtocolCorruptedException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what brought it about
   */
  public ProtocolCorruptedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
