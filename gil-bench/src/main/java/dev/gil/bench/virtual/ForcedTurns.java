package dev.gil.bench.virtual;

import dev.gil.Attachment;

/** A task that is at a checkpoint most of the time, until its time is up. */
final class ForcedTurns {
  private ForcedTurns() {}

  static void run(Attachment gil, long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 64; i++) {
        gil.checkpoint();
      }
    }
  }
}
