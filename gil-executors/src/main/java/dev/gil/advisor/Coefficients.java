package dev.gil.advisor;

/**
 * The figures of the model that do not come from the task: few, and here only. Measured on two
 * cores by {@code gil advise --coefficients}, which prints them beside what it finds.
 */
final class Coefficients {
  /** From submit to result in this JVM, for each of many tasks that do nothing. */
  static final double LOCAL_TASK_MS = 0.0015;

  /** The same by worker processes, which are sent many such tasks ahead. */
  static final double WORKER_TASK_MS = 0.012;

  /** What the first task sent to idle worker processes takes and does not compute. */
  static final double WORKER_FIRST_MS = 0.5;

  /** To take a byte to a worker or back, beyond writing and reading it. */
  static final double TRANSFER_MS_PER_BYTE = 0.3e-6;

  /** Until a worker process has ended its first task. */
  static final double WORKER_START_MS = 205;

  /** Resident memory of a worker process that has done nothing. */
  static final long WORKER_BYTES = 45_000_000;

  /** By how much predictions were off, one standard deviation, by kinds of strategies. */
  static double error(Kind kind) {
    return switch (kind) {
      case ONE_THREAD -> 0.05;
      case ONE_LOCK -> 0.08;
      case UNLOCKED -> 0.08;
      case LOOP -> 0.12;
      case WORKERS -> 0.12;
    };
  }

  /** As many threads are suggested at most, however long tasks wait. */
  static final double MOST_THREADS = 64;

  /** Of two strategies that differ by less than this share, the simpler one is to be taken. */
  static final double TIE = 0.05;

  private Coefficients() {}
}
