package dev.gil.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.testkit.RefCountProgram;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The control of {@link RefCountProperties}: without the lock the same programs go wrong. */
class RefCountControlTest {
  private static final int TRIES = 1_000;

  /** Long enough that two threads meet even on cores that others use too. */
  private static final int ROUNDS = 20_000;

  @RepeatedTest(10)
  void withoutTheLockAViolationIsFound(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    int tries = 0;
    boolean balanced = true;
    try (GilExecutor pool = Strategies.open("free", StrategySettings.DEFAULTS.workers(2))) {
      while (balanced && tries < TRIES) {
        tries++;
        balanced = RefCountProgram.random(random, 2, 2, 40, ROUNDS).runUnguarded(pool).isBalanced();
      }
    }
    assertThat(balanced).as("balanced in " + tries + " tries").isFalse();
  }
}
