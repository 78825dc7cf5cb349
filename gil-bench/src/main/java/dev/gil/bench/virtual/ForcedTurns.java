package dev.gil.bench.virtual;

import dev.gil.Attachment;
import dev.gil.Gil;

/** A task that computes a little and is at a checkpoint again. */
final class ForcedTurns {
  private ForcedTurns() {}

  static void run(Attachment gil, int turns) {
    for (int i = 0; i < turns; i++) {
      gil.checkpoint();
    }
    assert Gil.attached();
  }
}
