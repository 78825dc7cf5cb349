package dev.gil;

import dev.gil.internal.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * What few holders have: a task, and in the subclass a session. Immutable, swapped as one reference
 * by the holder, so that a snapshot taken by another thread never mixes two holders. A million
 * waiting tasks have one each: no field is here that a task alone does without.
 */
class HolderExtras {
  static final HolderExtras NONE = new HolderExtras(0, null);

  private final long taskSerial;
  private final @Nullable TaskContext task;

  /** Of the task whose runner made the attachment {@code taskSerial}. */
  HolderExtras(long taskSerial, @Nullable TaskContext task) {
    this.taskSerial = taskSerial;
    this.task = task;
  }

  /** The attachment that a task's runner made, 0 outside tasks. */
  final long taskSerial() {
    return taskSerial;
  }

  /** The task that runs. */
  final @Nullable TaskContext task() {
    return task;
  }

  /** What the open session is called; null without one. */
  @Nullable String sessionLabel() {
    return null;
  }

  final boolean inSession() {
    return sessionLabel() != null;
  }

  final HolderExtras withSession(String label) {
    return new InSession(taskSerial, task, label);
  }

  final HolderExtras withoutSession() {
    return task == null ? NONE : new HolderExtras(taskSerial, task);
  }

  private static final class InSession extends HolderExtras {
    private final String label;

    InSession(long taskSerial, @Nullable TaskContext task, String label) {
      super(taskSerial, task);
      this.label = label;
    }

    @Override
    String sessionLabel() {
      return label;
    }
  }
}
