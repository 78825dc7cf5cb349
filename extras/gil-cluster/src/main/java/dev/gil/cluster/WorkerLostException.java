package dev.gil.cluster;

import dev.gil.WorkerException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The member that had a task is lost, or the way to it, or no member was there to take it. The task
 * may have run all the same, unless the message says that none took it: a lost connection is no
 * proof of death.
 */
public final class WorkerLostException extends WorkerException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message which member, which task, which attempt
   * @param cause what the engine said; null if it said nothing
   */
  public WorkerLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
