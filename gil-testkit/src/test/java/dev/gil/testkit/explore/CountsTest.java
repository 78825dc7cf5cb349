package dev.gil.testkit.explore;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;
import static dev.gil.testkit.explore.Interleavings.point;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exhaustive means that each interleaving is run, and none twice. */
class CountsTest {
  private final Set<String> orders = new HashSet<>();

  /** Threads of so many points each take one step more than that. */
  private void body(int... points) {
    StringBuilder order = new StringBuilder();
    Forked[] threads = new Forked[points.length];
    for (int i = 0; i < points.length; i++) {
      int thread = i;
      threads[i] =
          fork(
              () -> {
                order.append(thread);
                for (int p = 0; p < points[thread]; p++) {
                  point();
                  order.append(thread);
                }
              });
    }
    join(threads);
    orders.add(order.toString());
  }

  private Exploration exhaust(int preemptions, int... points) {
    return Interleavings.of(() -> body(points))
        .explorer(Explorer.BOUNDED)
        .preemptions(preemptions)
        .executions(100_000)
        .run()
        .check();
  }

  /** Of a and b steps: (a + b)! / (a! b!). */
  @ParameterizedTest
  @CsvSource({"0, 0, 2", "1, 1, 6", "2, 2, 20", "2, 3, 35", "4, 4, 252", "0, 9, 11"})
  void twoThreadsHaveAsManyInterleavingsAsTheirStepsCanBeMerged(int a, int b, int expected) {
    Exploration all = exhaust(99, a, b);
    assertThat(all.isExhausted()).isTrue();
    assertThat(all.executions()).isEqualTo(expected);
    assertThat(orders).hasSize(expected);
  }

  /** 6! / (2! 2! 2!). */
  @Test
  void threeThreadsOfTwoStepsHave90Interleavings() {
    assertThat(exhaust(99, 1, 1, 1).executions()).isEqualTo(90);
    assertThat(orders).hasSize(90);
  }

  /** Of two threads with two steps each: AABB, BBAA; ABBA, BAAB; ABAB, BABA. */
  @ParameterizedTest
  @CsvSource({"0, 2", "1, 4", "2, 6"})
  void aBoundCountsThreadsThatCouldHaveGoneOn(int bound, int expected) {
    Exploration some = exhaust(bound, 1, 1);
    assertThat(some.executions()).isEqualTo(expected);
    assertThat(some.isExhausted()).isEqualTo(bound == 2);
    assertThat(some.exhaustedPreemptions()).hasValue(bound);
  }

  @Test
  void aRandomWalkComesByEveryInterleavingOfASmallProgram() {
    Interleavings.of(() -> body(2, 2))
        .explorer(Explorer.RANDOM_WALK)
        .seed(1)
        .executions(2_000)
        .run()
        .check();
    assertThat(orders).hasSize(20);
  }

  @Test
  void dataIsChosenExhaustivelyToo() {
    Set<Integer> seen = new HashSet<>();
    Interleavings.of(() -> seen.add(Interleavings.choose(5)))
        .explorer(Explorer.BOUNDED)
        .run()
        .check();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 5).boxed().toList());
  }
}
