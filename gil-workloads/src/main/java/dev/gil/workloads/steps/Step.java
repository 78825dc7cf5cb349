package dev.gil.workloads.steps;

import dev.gil.Attachment;
import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * One thing to be waited for, and what is done with it then. The same in two forms.
 *
 * @param <P> what comes of it
 */
public interface Step<P extends Serializable> extends Serializable {
  /**
   * Waits, detached, and does the rest attached.
   *
   * @throws Exception if nothing came of it
   */
  P run(Attachment gil) throws Exception;

  /**
   * Starts waiting and returns. To be called in a task or a later piece of one.
   *
   * @return what comes of it, or a failure; completed by a piece of the task
   */
  CompletionStage<P> start();
}
