package dev.gil.bench.explore;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.testkit.explore.Forked;
import dev.gil.testkit.explore.Interleavings;

/** What executions without weaving are counted with: two threads, checkpoints under one lock. */
final class Attached {
  private int first;
  private int second;
  private int third;

  private Attached() {}

  private void step(GlobalLock lock) {
    try (Attachment held = lock.attach()) {
      first++;
      held.checkpoint();
      second++;
      held.checkpoint();
      third++;
      held.checkpoint();
    }
  }

  private void twice(GlobalLock lock) {
    step(lock);
    step(lock);
  }

  static void body() {
    Attached shared = new Attached();
    GlobalLock lock = Interleavings.lock("counted");
    Forked a = Interleavings.fork(() -> shared.twice(lock));
    Forked b = Interleavings.fork(() -> shared.twice(lock));
    Interleavings.join(a, b);
    Together.expect(shared.first + shared.second + shared.third == 12, "lost a step");
  }
}
