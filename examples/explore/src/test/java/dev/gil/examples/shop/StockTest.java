package dev.gil.examples.shop;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.testkit.explore.Explorer;
import dev.gil.testkit.explore.Failure;
import dev.gil.testkit.explore.FailureKind;
import dev.gil.testkit.explore.Forked;
import dev.gil.testkit.explore.InterleavingTest;
import dev.gil.testkit.explore.Interleavings;
import org.junit.jupiter.api.Test;

class StockTest {
  @InterleavingTest(weave = ".", explorer = Explorer.BOUNDED)
  void theLastOneIsSoldOnce() {
    Stock stock = new Stock(1);
    boolean[] sold = new boolean[2];
    Forked ann = fork("Ann", () -> sold[0] = stock.sell());
    Forked bob = fork("Bob", () -> sold[1] = stock.sell());
    join(ann, bob);
    assertThat(sold[0] ^ sold[1]).isTrue();
  }

  @Test
  void withoutTheLockItIsSoldTwiceByOneSwitch() {
    Failure failure =
        Interleavings.of(StockTest::sellTheLastOneUnguarded)
            .weave()
            .detect(FailureKind.EXCEPTION)
            .run()
            .failure()
            .orElseThrow();
    System.out.println(failure);
    assertThat(failure.preemptions()).isEqualTo(1);
  }

  @Test
  void withoutTheLockTheRaceIsNamed() {
    Failure failure =
        Interleavings.of(StockTest::sellTheLastOneUnguarded).weave().run().failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.DATA_RACE);
    assertThat(failure.message()).contains("Stock.left", "Ann", "Bob");
  }

  private static void sellTheLastOneUnguarded() {
    Stock stock = new Stock(1);
    boolean[] sold = new boolean[2];
    Forked ann = fork("Ann", () -> sold[0] = stock.sellUnguarded());
    Forked bob = fork("Bob", () -> sold[1] = stock.sellUnguarded());
    join(ann, bob);
    assertThat(sold[0] && sold[1]).isFalse();
  }
}
