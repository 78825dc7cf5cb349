package dev.gil.cluster.member;

import dev.gil.spi.RemoteTask;
import org.jspecify.annotations.Nullable;

/** A task between its arrival and its end. Thread-safe. */
final class Visit {
  private @Nullable RemoteTask task; // guarded by this
  private boolean cancelled; // guarded by this

  synchronized void read(RemoteTask arrived) {
    task = arrived;
    if (cancelled) {
      arrived.cancel();
    }
  }

  synchronized void ended() {
    task = null;
  }

  /** Also before the task was read. */
  synchronized void cancel() {
    cancelled = true;
    if (task != null) {
      task.cancel();
    }
  }
}
