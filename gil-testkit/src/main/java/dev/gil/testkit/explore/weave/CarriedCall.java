package dev.gil.testkit.explore.weave;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** As {@link CarriedTask}, of a task with a result. */
record CarriedCall<V extends @Nullable Object>(WovenRun within, Callable<V> task)
    implements Callable<V> {
  CarriedCall {
    within.releaseTo(within.tasks);
  }

  @Override
  public V call() throws Exception {
    if (WovenRun.current() != within) {
      return task.call();
    }
    within.acquireFrom(within.tasks);
    try {
      return task.call();
    } finally {
      within.releaseTo(within.tasks);
    }
  }
}
