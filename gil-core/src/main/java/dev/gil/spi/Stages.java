package dev.gil.spi;

import java.util.concurrent.CompletionStage;

/** What async tasks return. */
final class Stages {
  private Stages() {}

  /** Why an async task fails that returns no stage. */
  static NullPointerException none() {
    return new NullPointerException("the async task returned null in place of a stage");
  }

  static void cancel(CompletionStage<?> started) {
    try {
      started.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException e) {
      // A stage that cannot be cancelled runs on; the future is complete all the same.
    }
  }
}
