package dev.gil.testkit.rules;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.spi.VoidTask;
import java.time.Duration;
import java.util.Set;

/** The strategy under test, and what its traits do not say about it. */
public record Subject(
    ParallelismStrategy strategy,
    StrategySettings settings,
    Duration patience,
    int tasksAtOnce,
    VoidTask crash) {
  /** The same of another strategy. */
  Subject of(ParallelismStrategy other) {
    return new Subject(other, settings, patience, tasksAtOnce, crash);
  }

  Set<Trait> traits() {
    return strategy.traits();
  }

  boolean has(Trait trait) {
    return traits().contains(trait);
  }
}
