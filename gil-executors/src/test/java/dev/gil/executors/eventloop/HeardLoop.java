package dev.gil.executors.eventloop;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loop, with its warnings kept instead of logged. */
final class HeardLoop implements ParallelismStrategy {
  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();

  GilExecutor open() {
    return Strategies.open(this, StrategySettings.DEFAULTS);
  }

  String take() throws InterruptedException {
    @Nullable String text = warnings.poll(30, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("no warning in half a minute");
    }
    return text;
  }

  List<String> untaken() {
    return List.copyOf(warnings);
  }

  @Override
  public String id() {
    return "heard-loop";
  }

  @Override
  public Set<Trait> traits() {
    return new EventLoopStrategy().traits();
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new LoopRunner("loop-under-test", warnings::add);
  }
}
