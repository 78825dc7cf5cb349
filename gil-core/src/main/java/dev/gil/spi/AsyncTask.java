package dev.gil.spi;

import dev.gil.Attachment;
import java.io.Serializable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A task that starts something and is done when that is. What it captures must be serializable if
 * it is to travel.
 *
 * @param <T> what the stage yields; serializable if it is to travel back
 */
@FunctionalInterface
public interface AsyncTask<T extends @Nullable Object> extends Serializable {
  /**
   * Starts the work, attached, and returns without waiting for it. What goes on when it is done
   * runs attached too if it goes by {@link Continuations}.
   *
   * @param gil the attachment, of the lock that the strategy has here, if any; ended when this
   *     method returns
   * @return the stage whose end is the task's
   * @throws Exception if the work cannot be started: it becomes the cause of the future's exception
   */
  CompletionStage<T> start(Attachment gil) throws Exception;
}
