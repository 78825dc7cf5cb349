package dev.gil;

import java.io.Serial;

/**
 * The task, or something it called, ended its worker process in order, as {@link System#exit(int)}
 * does.
 */
public final class WorkerExitedException extends WorkerException {
  @Serial private static final long serialVersionUID = 1;

  private final int exitStatus;

  /**
   * Creates the exception.
   *
   * @param message what ended, doing what
   * @param exitStatus as passed to exit, in the range of the operating system
   */
  public WorkerExitedException(String message, int exitStatus) {
    super(message);
    this.exitStatus = exitStatus;
  }

  /**
   * What the worker passed to exit.
   *
   * @return the exit status, in the range of the operating system
   */
  public int exitStatus() {
    return exitStatus;
  }
}
