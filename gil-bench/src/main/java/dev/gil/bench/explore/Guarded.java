package dev.gil.bench.explore;

/** What executions of woven code are counted with: two threads, plain fields under a monitor. */
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
    Together.expect(shared.first + shared.second == 8, "lost a step");
  }

  /** Fails unless static state is new each time. */
  static void bodyWithStatics() throws InterruptedException {
    body();
    Together.expect(++runs == 1, "run " + runs);
  }
}
