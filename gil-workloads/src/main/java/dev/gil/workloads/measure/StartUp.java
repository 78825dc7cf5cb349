package dev.gil.workloads.measure;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether a strategy really starts here, found out by starting it.
 *
 * @param millis until its first task had ended; NaN if it did not start
 * @param problem why it did not start; empty if it did
 */
public record StartUp(double millis, String problem) {
  private static final Task<Integer> TASK = _ -> 1;
  private static final long LIMIT_SECONDS = 30;

  public static StartUp of(ParallelismStrategy strategy) throws InterruptedException {
    if (strategy.unavailable().isPresent()) {
      return new StartUp(Double.NaN, strategy.unavailable().get());
    }
    long start = System.nanoTime();
    try {
      GilExecutor executor = Strategies.open(strategy, StrategySettings.DEFAULTS.workers(1));
      try {
        executor.submit(TASK).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return new StartUp(Meter.millis(System.nanoTime() - start), "");
      } finally {
        executor.shutdownNow();
      }
    } catch (ExecutionException e) {
      return new StartUp(Double.NaN, "its first task failed: " + e.getCause());
    } catch (TimeoutException e) {
      return new StartUp(Double.NaN, "its first task did not end in " + LIMIT_SECONDS + " s");
    } catch (RuntimeException | LinkageError e) {
      return new StartUp(Double.NaN, "it does not start: " + e);
    }
  }
}
