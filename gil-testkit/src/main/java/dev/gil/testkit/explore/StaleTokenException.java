package dev.gil.testkit.explore;

import java.io.Serial;

/** A token does not fit what is replayed: the code has changed, or another version made it. */
public final class StaleTokenException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  StaleTokenException(String message) {
    super(message);
  }
}
