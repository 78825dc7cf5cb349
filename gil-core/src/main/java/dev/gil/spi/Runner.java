package dev.gil.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where jobs run: all that a strategy writes. Called by core only, by any thread, possibly by
 * several at a time.
 *
 * <p>Every job started ends exactly once: by {@link Job#run()} on a thread of the runner, or by
 * {@link Job#complete}, {@link Job#completeEncoded} or {@link Job#fail} if it ran elsewhere. Jobs
 * dropped by {@code close(true, ...)} need not be ended: core has done so.
 */
public interface Runner {
  /**
   * Takes a job to run soon. Returns at once.
   *
   * @param job waiting; may be cancelled before it begins
   */
  void start(Job<?> job);

  /**
   * Stops a job whose future is complete already: it was cancelled, or its deadline passed. Returns
   * at once. The job may have ended by now.
   *
   * @param job to stop; interrupted by default
   */
  default void stop(Job<?> job) {
    job.interrupt();
  }

  /**
   * Whether the calling thread is the only one that runs jobs: waiting here for another job, also
   * without the lock, would never end, and is refused.
   *
   * @return false, if not overridden
   */
  default boolean isOnlyThread() {
    return false;
  }

  /**
   * Where large arrays of tasks are laid down at submit, in place of travelling with {@link
   * Job#encode()}. Asked once, when the executor opens.
   *
   * @return empty, if not overridden: they travel
   */
  default Optional<Depot> depot() {
    return Optional.empty();
  }

  /**
   * Ends the runner: no job is started after this. May be called again, to wait longer or to turn
   * {@code now} on.
   *
   * @param now drop what has not begun; core interrupts or stops what runs
   * @param wait how long to wait at most for threads and processes to be gone; zero does not wait
   * @return whether all of them are gone
   * @throws InterruptedException if interrupted while waiting
   */
  boolean close(boolean now, Duration wait) throws InterruptedException;

  /**
   * The processes or members behind the runner.
   *
   * @return one entry each; empty for threads of this JVM
   */
  default List<WorkerSnapshot> workers() {
    return List.of();
  }
}
