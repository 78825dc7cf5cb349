package dev.gil.spi;

import dev.gil.Attachment;
import java.io.Serializable;

/** A task without a value. What it captures must be serializable if it is to travel. */
@FunctionalInterface
public interface VoidTask extends Serializable {
  /**
   * Runs the task, attached.
   *
   * @param gil the attachment, of the lock that the strategy has here, if any; ended by the runner
   * @throws Exception if the task fails: it becomes the cause of the future's exception
   */
  void run(Attachment gil) throws Exception;
}
