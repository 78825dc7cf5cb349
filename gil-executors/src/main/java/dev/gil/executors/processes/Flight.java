package dev.gil.executors.processes;

import dev.gil.spi.Job;

/** A job that was given to a worker. Its fields are guarded by the mutex of the runner. */
final class Flight {
  final Job<?> job;
  final long id;

  /** Bytes of the task. */
  final int size;

  /** Whether it had begun when its worker was lost: from there on it may have had effects. */
  boolean begun;

  /** It was asked to stop. */
  boolean stopping;

  Flight(Job<?> job, long id) {
    this.job = job;
    this.id = id;
    this.size = job.encode().length;
  }
}
