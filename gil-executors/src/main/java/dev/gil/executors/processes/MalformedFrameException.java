package dev.gil.executors.processes;

import java.io.IOException;
import java.io.Serial;

/** What came over a link is no frame, or none that may come now. */
final class MalformedFrameException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  MalformedFrameException(String message) {
    super(message);
  }
}
