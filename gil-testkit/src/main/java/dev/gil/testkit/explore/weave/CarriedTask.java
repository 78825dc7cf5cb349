package dev.gil.testkit.explore.weave;

/** The order of memory between who hands a task over, who runs it, and who waits for its end. */
record CarriedTask(WovenRun within, Runnable task) implements Runnable {
  CarriedTask {
    within.releaseTo(within.tasks);
  }

  @Override
  public void run() {
    if (WovenRun.current() != within) {
      task.run();
      return;
    }
    within.acquireFrom(within.tasks);
    try {
      task.run();
    } finally {
      within.releaseTo(within.tasks);
    }
  }
}
