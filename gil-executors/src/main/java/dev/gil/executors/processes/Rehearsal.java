package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import dev.gil.spi.RemoteTask;
import java.util.List;

/**
 * A task that does nothing, run once in every worker while it waits for its first real one: what
 * reads a task, runs it under a lock and writes its outcome is loaded and linked then.
 */
final class Rehearsal {
  /** For the parent. */
  static final byte[] TASK = RemoteTask.encode("rehearsal", gil -> null);

  private Rehearsal() {}

  /** In a worker: under a lock of its own, so that no counter of the worker's lock shows it. */
  static void run(byte[] task) {
    try (GlobalLock lock = GlobalLock.create("rehearsal")) {
      var _ = RemoteTask.decode(task, List.of(), lock, null).run();
    } catch (RuntimeException e) {
      // Then the first task finds out, and says so.
    }
  }
}
