package dev.gil;

import java.io.Serial;
import java.util.concurrent.RejectedExecutionException;

/**
 * An executor did not take a task: it is full, or closed. The message says which. The task will not
 * run.
 */
public final class PoolSaturatedException extends RejectedExecutionException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message which executor, and why
   */
  public PoolSaturatedException(String message) {
    super(message);
  }
}
