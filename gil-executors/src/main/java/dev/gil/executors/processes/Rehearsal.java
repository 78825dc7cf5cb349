package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import dev.gil.spi.RemoteTask;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A task that does nothing, run in every worker while it waits for its first real one: what reads a
 * task, runs it under a lock and writes its outcome is loaded and linked then.
 */
final class Rehearsal {
  /** Enough to link what a second task needs, in some milliseconds. */
  private static final int TIMES = 10;

  /** For the parent. It captures and returns something, as most tasks do. */
  static final byte[] TASK = task(TIMES);

  private Rehearsal() {}

  private static byte[] task(int captured) {
    return RemoteTask.encode("rehearsal", gil -> captured);
  }

  /** In a worker: on a lock and a turn of its own, so that nothing real shows a trace of it. */
  static void run(byte[] task) {
    Turn turn = new Turn(ByteBuffer.allocateDirect(2 * Long.BYTES).alignedSlice(Long.BYTES));
    try (GlobalLock lock = GlobalLock.create("rehearsal")) {
      for (int i = 1; i <= TIMES && turn.begin(i); i++) {
        var _ = RemoteTask.decode(task, List.of(), lock, null).run();
      }
    } catch (RuntimeException e) {
      // Then the first task finds out, and says so.
    }
  }
}
