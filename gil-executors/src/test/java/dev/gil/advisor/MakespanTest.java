package dev.gil.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MakespanTest {
  @Test
  void tasksTakeThePlaceThatIsFreeFirst() {
    double[] durations = {5, 1, 1, 1, 1, 1};
    assertThat(Makespan.of(6, 2, i -> durations[i])).isEqualTo(5);
  }

  @Test
  void anOddTaskIsWaitedFor() {
    assertThat(Makespan.of(3, 2, _ -> 4)).isEqualTo(8);
  }

  @Test
  void withAPlaceForEachTheLongestDecides() {
    assertThat(Makespan.of(3, 8, i -> i)).isEqualTo(2);
  }

  @Test
  void veryManyTasksAreSoManyTimesAsLong() {
    assertThat(Makespan.of(100_000, 2, _ -> 1)).isCloseTo(50_000, within(1.0));
  }
}
