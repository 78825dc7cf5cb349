package dev.gil.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@link InterleavingTestTest} runs; by itself it is not looked for. */
class FailingMethods {
  /** Of {@link #anUpdateIsLost}, as its report says. */
  static final String TOKEN = "gil1:EXCEPTION:2.1:c232b3b02637bf1a";

  private int count;

  private void increment() {
    Interleavings.point();
    int seen = count;
    Interleavings.point();
    count = seen + 1;
  }

  private void twice(int expected) {
    count = 0;
    Interleavings.join(Interleavings.fork(this::increment), Interleavings.fork(this::increment));
    assertThat(count).isEqualTo(expected);
  }

  @InterleavingTest(seed = 1)
  void anUpdateIsLost() {
    twice(2);
  }

  @InterleavingTest(replay = TOKEN)
  void anUpdateIsLostAgain() {
    twice(2);
  }

  @InterleavingTest(replay = TOKEN)
  void nothingIsExpected() {
    Interleavings.join(Interleavings.fork(this::increment));
  }
}
