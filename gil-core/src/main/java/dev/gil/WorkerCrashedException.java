package dev.gil;

import java.io.Serial;
import java.util.OptionalInt;

/**
 * A worker process died under the task: killed by a signal, or by a crash of native code. The
 * message names the signal or the crash log, the task, and the last lines the worker printed.
 */
public final class WorkerCrashedException extends WorkerException {
  @Serial private static final long serialVersionUID = 1;

  private final int exitStatus;

  /**
   * Creates the exception.
   *
   * @param message what died, of what, doing what
   * @param exitStatus as the operating system gave it; 128 plus the signal for a signal
   */
  public WorkerCrashedException(String message, int exitStatus) {
    super(message);
    this.exitStatus = exitStatus;
  }

  /**
   * What the operating system said of the process.
   *
   * @return the exit status; 128 plus the signal for a signal
   */
  public int exitStatus() {
    return exitStatus;
  }

  /**
   * Which signal ended the process, if the status tells.
   *
   * @return the number of the signal, such as 9 for SIGKILL
   */
  public OptionalInt signal() {
    return exitStatus > 128 && exitStatus < 160
        ? OptionalInt.of(exitStatus - 128)
        : OptionalInt.empty();
  }
}
