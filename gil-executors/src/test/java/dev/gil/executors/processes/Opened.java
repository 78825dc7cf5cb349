package dev.gil.executors.processes;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The strategy, and the runner it opened. */
final class Opened implements ParallelismStrategy {
  private final ProcessesStrategy strategy = new ProcessesStrategy();
  private @Nullable ProcessRunner runner;

  @Override
  public String id() {
    return strategy.id();
  }

  @Override
  public Set<Trait> traits() {
    return strategy.traits();
  }

  @Override
  public Runner open(StrategySettings settings) {
    ProcessRunner opened = (ProcessRunner) strategy.open(settings);
    runner = opened;
    return opened;
  }

  ProcessRunner runner() {
    return Objects.requireNonNull(runner);
  }
}
