package dev.gil.advisor;

/**
 * The figures of the model that do not come from the task: few, and here only. Measured on two
 * cores, by {@code gil advise --coefficients} or from what {@code gil advise --evaluate} predicted
 * of its known cases and of some drawn by the seeds 1 and 2, and what those took.
 */
final class Coefficients {
  /**
   * From submit to result in this JVM, for each of many tasks that do nothing: 0.6 to 2.8 us by
   * {@code --coefficients}.
   */
  static final double LOCAL_TASK_MS = 0.0015;

  /**
   * The same by worker processes, which are sent many such tasks ahead: 13.7 us by {@code
   * --coefficients}, of which some are writing and reading.
   */
  static final double WORKER_TASK_MS = 0.012;

  /** What the first task sent to idle workers takes: up to 1.2 ms by {@code --coefficients}. */
  static final double WORKER_FIRST_MS = 0.5;

  /**
   * A task that is not sent ahead waits at its worker for the turn before to be told of, for itself
   * to be sent and for a processor: each, of all workers together. Fitted to what the cases took.
   */
  static final double WORKER_TURN_MS = 0.25;

  /** Tasks shorter than this are sent ahead. */
  static final double SENT_AHEAD_MS = 0.3;

  /**
   * How much longer workers compute: each has a JVM that compiles and collects beside its task, and
   * the submitting JVM wants a processor, too. Fitted to what the cases took.
   */
  static final double WORKER_SLOWNESS = 1.2;

  /**
   * To take a byte to a worker or back, beyond writing and reading it, in milliseconds: 0.45 ns
   * with both by {@code --coefficients}.
   */
  static final double TRANSFER_MS_PER_BYTE = 0.3e-6;

  /** Until a worker process has ended its first task: 204 ms by {@code --coefficients}. */
  static final double WORKER_START_MS = 205;

  /** Resident memory of a worker process that has done little: some 40 MB by docs/strategies.md. */
  static final long WORKER_BYTES = 45_000_000;

  /** By how much predictions of the cases were off, one standard deviation, by kinds. */
  static double error(Kind kind) {
    return switch (kind) {
      case ONE_THREAD -> 0.05;
      case ONE_LOCK -> 0.13;
      case UNLOCKED -> 0.13;
      case LOOP -> 0.08;
      case WORKERS -> 0.16;
    };
  }

  /** A choice: as many threads are suggested at most, however long tasks wait. */
  static final double MOST_THREADS = 64;

  /** A choice: of two strategies that differ by less than this share the simpler one is taken. */
  static final double TIE = 0.05;

  private Coefficients() {}
}
