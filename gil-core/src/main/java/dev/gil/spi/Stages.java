package dev.gil.spi;

import java.util.concurrent.CompletionStage;

/** Ending what an async task has started. */
final class Stages {
  private Stages() {}

  static void cancel(CompletionStage<?> started) {
    try {
      started.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException e) {
      // A stage that cannot be cancelled runs on; the future is complete all the same.
    }
  }
}
