package dev.gil.testkit.explore.classics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.testkit.explore.InterleavingTest;

class WovenTestMethodTest {
  private int count;

  private synchronized void increment() {
    count++;
  }

  @InterleavingTest(weave = ".", executions = 200, seed = 1)
  void aTestMethodIsWovenWithItsClass() {
    assertThat(getClass().getClassLoader().getName()).isEqualTo("woven");
    Both.run(this::increment, this::increment);
    assertThat(count).isEqualTo(2);
  }
}
