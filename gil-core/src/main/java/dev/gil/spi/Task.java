package dev.gil.spi;

import dev.gil.Attachment;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A task that returns a value: the form to teach. The same lambda runs under every strategy; what
 * it captures must be serializable if it is to travel.
 *
 * @param <T> what it returns; serializable if it is to travel back
 */
@FunctionalInterface
public interface Task<T extends @Nullable Object> extends Serializable {
  /**
   * Runs the task, attached.
   *
   * @param gil the attachment, of the lock that the strategy has here, if any; ended by the runner
   * @return the result
   * @throws Exception if the task fails: it becomes the cause of the future's exception
   */
  T run(Attachment gil) throws Exception;
}
