package dev.gil.executors.processes;

import dev.gil.ProtocolCorruptedException;
import dev.gil.WorkerCrashedException;
import dev.gil.WorkerException;
import dev.gil.WorkerExitedException;
import dev.gil.WorkerOutOfMemoryException;
import dev.gil.spi.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a worker ended, in the words of an error. The exit status alone does not tell: a JVM that
 * crashed may exit with 1, a task may exit with 137.
 *
 * @param worker its name
 * @param pid of its process
 * @param status of its process, 128 plus the signal for a signal
 * @param killedTo why this JVM killed it; null if it did not
 * @param outgrown by how much it was too large, so that this JVM killed it; null if it was not
 * @param corruption what was wrong with what it sent; null if nothing was
 * @param memory what it ran out of; null if it did not
 * @param crashLog head of the log of a native crash; null if there is none
 * @param exiting whether it said that somebody called exit
 * @param output the last lines it printed
 */
record Death(
    String worker,
    long pid,
    int status,
    @Nullable String killedTo,
    @Nullable String outgrown,
    @Nullable String corruption,
    @Nullable String memory,
    @Nullable String crashLog,
    boolean exiting,
    String output) {

  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(15, "SIGTERM"));

  /** What became of a job that had begun in it. */
  WorkerException of(Job<?> job) {
    String task = "task \"" + job.label() + "\" (attempt " + job.attempt() + ')';
    if (corruption != null) {
      return new ProtocolCorruptedException(
          who() + " was ended while " + task + " ran: " + corruption + printed());
    }
    if (killedTo != null) {
      return new WorkerCrashedException(
          who() + " was killed to " + killedTo + "; " + task + " ran in it too", status);
    }
    if (outgrown != null) {
      return new WorkerOutOfMemoryException(
          who()
              + " was killed while "
              + task
              + " ran: "
              + outgrown
              + ". Raise the limit, or give the task less to keep at a time; a worker that only"
              + " grows from task to task is replaced before by WorkerLimits.recycleAbove"
              + printed());
    }
    if (memory != null) {
      return new WorkerOutOfMemoryException(
          who()
              + " ran out of memory ("
              + memory
              + ") while "
              + task
              + " ran, and is replaced. WorkerLimits.heap (-Xmx) gives workers more"
              + printed());
    }
    if (crashLog != null) {
      return new WorkerCrashedException(
          who()
              + " crashed while "
              + task
              + " ran, with exit status "
              + status
              + ":\n  "
              + crashLog
              + printed(),
          status);
    }
    if (exiting || status <= 128 || status >= 160) {
      return new WorkerExitedException(
          who()
              + " exited with status "
              + status
              + " while "
              + task
              + " ran: the task, or something it called, ended the JVM"
              + printed(),
          status);
    }
    return new WorkerCrashedException(
        who() + " was killed by " + signal() + " while " + task + " ran" + printed(), status);
  }

  /** How it ended, for an error about starting. */
  String summary() {
    String how =
        crashLog != null
            ? "crashed: " + crashLog
            : status > 128 && status < 160 ? "was killed by " + signal() : "exited with " + status;
    return who() + ' ' + how + printed();
  }

  /**
   * How it ended, and with what, for a trace.
   *
   * @param tasks labels of those that it had begun
   */
  String inWords(List<String> tasks) {
    StringBuilder words = new StringBuilder(summary());
    @Nullable String why =
        killedTo != null ? "by this JVM, to " + killedTo : outgrown != null ? outgrown : corruption;
    why = why == null && memory != null ? "out of memory (" + memory + ')' : why;
    if (why != null) {
      words.append("; ").append(why);
    }
    if (!tasks.isEmpty()) {
      words.append("; it ran ");
      words.append(tasks.stream().map(task -> '"' + task + '"').collect(Collectors.joining(", ")));
    }
    return words.toString();
  }

  private String who() {
    return worker + " (pid " + pid + ')';
  }

  private String signal() {
    int number = status - 128;
    String name = SIGNALS.get(number);
    return "signal " + number + (name == null ? "" : " (" + name + ')');
  }

  private String printed() {
    return output.isEmpty() ? "" : ". The last it printed:\n  " + output;
  }
}
