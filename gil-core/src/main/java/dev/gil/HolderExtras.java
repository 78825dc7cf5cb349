package dev.gil;

import dev.gil.internal.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * What few holders have: a session, a task. Immutable, swapped as one reference by the holder, so
 * that a snapshot taken by another thread never mixes two holders.
 *
 * @param sessionSerial the attachment that began the outermost session, 0 without one
 * @param sessionLabel what it is called
 * @param taskSerial the attachment that a task's runner made, 0 outside tasks
 * @param task the task that runs
 */
record HolderExtras(
    long sessionSerial,
    @Nullable String sessionLabel,
    long taskSerial,
    @Nullable TaskContext task) {
  static final HolderExtras NONE = new HolderExtras(0, null, 0, null);

  boolean inSession() {
    return sessionSerial != 0;
  }

  HolderExtras withSession(long serial, String label) {
    return new HolderExtras(serial, label, taskSerial, task);
  }

  HolderExtras withoutSession() {
    return new HolderExtras(0, null, taskSerial, task);
  }
}
