package dev.gil.spi;

import org.jspecify.annotations.Nullable;

/** A later piece of a task that somebody waits for: it hears if it could not run. */
interface AwaitedPiece extends Runnable {
  /** There is nobody left to run it, or no lock to run it under. After it has run, no matter. */
  void lost(Throwable why);

  /** Passes on how running {@code body} failed, if it did and if somebody waits for that. */
  static void tell(Object body, @Nullable Throwable failure) {
    if (failure != null && body instanceof AwaitedPiece awaited) {
      awaited.lost(failure);
    }
  }
}
