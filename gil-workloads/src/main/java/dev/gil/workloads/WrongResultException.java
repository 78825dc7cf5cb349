package dev.gil.workloads;

import java.io.Serial;

/** The tasks of a {@link Trial} ended, and their result is not right. */
public final class WrongResultException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Says what is wrong.
   *
   * @param message what was found and what is right
   */
  public WrongResultException(String message) {
    super(message);
  }
}
