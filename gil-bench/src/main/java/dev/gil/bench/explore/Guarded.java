package dev.gil.bench.explore;

/** The body that executions are counted with: two threads, a monitor, about 25 decisions. */
final class Guarded {
  private static int runs;
  private int first;
  private int second;

  private Guarded() {}

  private synchronized void step() {
    first++;
    second++;
  }

  private void twice() {
    step();
    step();
  }

  static void body() throws InterruptedException {
    Guarded shared = new Guarded();
    Thread a = new Thread(shared::twice);
    Thread b = new Thread(shared::twice);
    a.start();
    b.start();
    a.join();
    b.join();
    if (shared.first + shared.second != 8) {
      throw new AssertionError("lost a step");
    }
  }

  /** Fails unless static state is new each time. */
  static void bodyWithStatics() throws InterruptedException {
    body();
    if (++runs != 1) {
      throw new AssertionError("run " + runs);
    }
  }
}
