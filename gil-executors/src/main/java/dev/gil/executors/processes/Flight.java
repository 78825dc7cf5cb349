package dev.gil.executors.processes;

import dev.gil.spi.Job;

/** A job that was given to a worker. Its fields are guarded by the mutex of the runner. */
final class Flight {
  final Job<?> job;
  final long id;

  /** The worker has said that the task begins: from here on it may have had effects. */
  boolean begun;

  /**
   * The job is to stop. Volatile since whoever sends the task looks at it afterwards, without the
   * mutex: either that look sees it and sends a cancel, or the cancel is sent later than the task.
   */
  volatile boolean stopping;

  Flight(Job<?> job, long id) {
    this.job = job;
    this.id = id;
  }
}
