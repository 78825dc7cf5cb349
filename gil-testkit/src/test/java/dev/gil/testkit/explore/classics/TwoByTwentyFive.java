package dev.gil.testkit.explore.classics;

/** Two threads and about 25 decisions: what executions are counted with. */
final class TwoByTwentyFive {
  private static int runs;
  private int first;
  private int second;

  private TwoByTwentyFive() {}

  private synchronized void step() {
    first++;
    second++;
  }

  /** Without threads of its own class: two threads, guarded by one monitor. */
  static void correct() {
    TwoByTwentyFive shared = new TwoByTwentyFive();
    Both.run(
        () -> {
          shared.step();
          shared.step();
        },
        () -> {
          shared.step();
          shared.step();
        });
    Both.expect(shared.first == 4 && shared.second == 4, "lost");
  }

  /** The same; its static state is new each time. */
  static void correctOnlyWhenReset() {
    runs++;
    correct();
    Both.expect(runs == 1, "runs is " + runs);
  }
}
