package dev.gil.workloads.cli;

import dev.gil.Attachment;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.workloads.measure.Sample;
import dev.gil.workloads.measure.StartUp;
import dev.gil.workloads.measure.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import picocli.CommandLine.ExitCode;

/** Measures what the advisor's model takes for given: where its coefficients come from. */
final class CoefficientsRun {
  private static final int TASKS = 5_000;
  private static final int LARGE_TASKS = 20;
  private static final int LARGE = 1_000_000;
  private static final int ROUNDS = 9;

  private CoefficientsRun() {}

  private static final class Idle implements Task<byte[]> {
    private static final long serialVersionUID = 1L;

    private final byte[] input;

    Idle(byte[] input) {
      this.input = input;
    }

    @Override
    public byte[] run(Attachment gil) {
      return input;
    }
  }

  static int print(PrintWriter out) throws InterruptedException, ExecutionException {
    Table table =
        new Table(Set.of(0), "strategy", "us a task", "us for one", "ns a byte", "ms to start");
    for (ParallelismStrategy strategy : Strategies.list()) {
      if (strategy.unavailable().isPresent()) {
        continue;
      }
      double start = StartUp.of(strategy).millis();
      try (GilExecutor executor = Strategies.open(strategy, StrategySettings.DEFAULTS)) {
        double one = millis(executor, 1, 8);
        double many = millis(executor, TASKS, 8);
        double large = millis(executor, LARGE_TASKS, LARGE) - LARGE_TASKS * many / TASKS;
        table.line(
            strategy.id(),
            String.format(Locale.ROOT, "%.2f", 1e3 * many / TASKS),
            String.format(Locale.ROOT, "%.1f", 1e3 * one),
            String.format(Locale.ROOT, "%.3f", 1e6 * large / (2.0 * LARGE_TASKS * LARGE)),
            String.format(Locale.ROOT, "%.1f", start));
      }
    }
    table.lines().forEach(out::println);
    out.println(" a byte goes there and back; writing and reading it is in the figure");
    return ExitCode.OK;
  }

  private static double millis(GilExecutor executor, int tasks, int bytes)
      throws InterruptedException, ExecutionException {
    Task<byte[]> task = new Idle(new byte[bytes]);
    double[] rounds = new double[ROUNDS];
    for (int round = -ROUNDS; round < ROUNDS; round++) { // the first half warms it up
      long from = System.nanoTime();
      List<Future<byte[]>> futures = new ArrayList<>(tasks);
      for (int i = 0; i < tasks; i++) {
        futures.add(executor.submit(task));
      }
      for (Future<byte[]> future : futures) {
        future.get();
      }
      if (round >= 0) {
        rounds[round] = (System.nanoTime() - from) / 1e6;
      }
    }
    return Sample.of(rounds).median();
  }
}
