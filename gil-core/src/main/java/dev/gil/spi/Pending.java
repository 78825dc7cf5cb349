package dev.gil.spi;

import org.jspecify.annotations.Nullable;

/**
 * The stages that a task waits for, so that none of them outlives it. A list threaded through the
 * stages themselves: a task that waits for one costs no table.
 */
final class Pending {
  // Guarded by this, and so are the links of the stages.
  private @Nullable DeliveredStage<?> first;
  private boolean over;

  /** Of a task that has ended already, if {@code over}. */
  Pending(boolean over) {
    this.over = over;
  }

  /** Notes a stage; one that is too late is cancelled. */
  void add(DeliveredStage<?> stage) {
    synchronized (this) {
      if (!over) {
        stage.next = first;
        if (first != null) {
          first.previous = stage;
        }
        first = stage;
        stage.listed = true;
        return;
      }
    }
    stage.cancel(true);
  }

  /** Forgets a stage that is complete; one it does not know is no matter. */
  synchronized void remove(DeliveredStage<?> stage) {
    if (!stage.listed) {
      return;
    }
    stage.listed = false;
    @Nullable DeliveredStage<?> before = stage.previous;
    @Nullable DeliveredStage<?> after = stage.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after != null) {
      after.previous = before;
    }
    stage.previous = null;
    stage.next = null;
  }

  /** The task has ended. */
  void cancelAll() {
    for (@Nullable DeliveredStage<?> stage = take(); stage != null; stage = take()) {
      stage.cancel(true);
    }
  }

  private synchronized @Nullable DeliveredStage<?> take() {
    over = true;
    @Nullable DeliveredStage<?> stage = first;
    if (stage != null) {
      remove(stage);
    }
    return stage;
  }
}
