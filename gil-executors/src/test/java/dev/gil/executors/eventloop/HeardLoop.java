package dev.gil.executors.eventloop;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loop, with its warnings kept instead of logged, and a watch that is soon there. */
final class HeardLoop implements ParallelismStrategy {
  private static final Duration LIMIT = Duration.ofMillis(10);

  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> pauses = new LinkedBlockingQueue<>();

  GilExecutor open() {
    return Strategies.open(this, StrategySettings.DEFAULTS.stallLimit(LIMIT));
  }

  String take() throws InterruptedException {
    return next(warnings, "warning");
  }

  /** Passes over warnings of others: a machine that is busy keeps tasks that do nothing. */
  String takeOf(String label) throws InterruptedException {
    String text = take();
    while (!text.contains('"' + label + '"')) {
      text = take();
    }
    return text;
  }

  /** Waits until the watch has looked so many times more. */
  void awaitLooks(int times) throws InterruptedException {
    pauses.clear();
    for (int i = 0; i < times; i++) {
      var _ = next(pauses, "look");
    }
  }

  /** How long the watch waits now, in nanoseconds, before it looks again. */
  long pause() throws InterruptedException {
    return next(pauses, "look");
  }

  /** Waits until the watch sleeps until it is woken. */
  void awaitDormant() throws InterruptedException {
    while (next(pauses, "look") != StallWatch.UNTIL_WOKEN) {
      // It looks once more before.
    }
  }

  private static <T> T next(BlockingQueue<T> events, String what) throws InterruptedException {
    @Nullable T event = events.poll(30, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no " + what + " in half a minute");
    }
    return event;
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
    return new LoopRunner(
        "loop-under-test",
        settings.stallLimit(),
        nanos -> {
          pauses.add(nanos);
          StallWatch.PARKING.accept(nanos);
        },
        warnings::add);
  }
}
