package dev.gil.internal;

import org.jspecify.annotations.Nullable;

/** The task that a thread runs, unless it is a mounted virtual thread. */
final class TaskOfThread {
  private static final ThreadLocal<TaskContext> CURRENT = new ThreadLocal<>();

  private TaskOfThread() {}

  static @Nullable TaskContext get() {
    return CURRENT.get();
  }

  static void set(@Nullable TaskContext task) {
    if (task == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(task);
    }
  }
}
