package dev.gil.workloads.cli;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.workloads.Workload;
import dev.gil.workloads.command.Terminal;
import dev.gil.workloads.measure.Experiment;
import dev.gil.workloads.measure.LiveTrace;
import dev.gil.workloads.measure.Machine;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole story in less than a minute, offline. */
@Command(
    name = "demo",
    description = "Shows in less than a minute what one lock costs and what helps.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final List<String> WORKLOADS = List.of("count", "primes");
  private static final long SEED = 42;
  private static final int QUICK_PART = 3;
  private static final int TRACED_THREADS = 2;
  private static final double TRACED_MS = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Option(names = "--quick", description = "Smaller still, and fewer runs: some seconds.")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    classPath.install();
    CommandLine line = spec.commandLine();
    List<ParallelismStrategy> strategies = Choice.strategies(line, List.of());
    List<Outcome> outcomes = new ArrayList<>();
    try (ProgressLine progress = ProgressLine.start()) {
      progress.at("calibrating", 0, 1);
      Machine machine = Machine.calibrate();
      for (Workload workload : Choice.workloads(line, WORKLOADS)) {
        outcomes.add(new Experiment(plan(workload, strategies), machine, progress).make());
      }
    }
    Outcome count = outcomes.getFirst();
    DemoText text = new DemoText(line.getOut(), Terminal.ansi());
    text.machine(count);
    text.table(outcomes);
    new RunText(line.getOut(), Terminal.ansi()).missing();
    text.picture(trace(count), TRACED_THREADS);
    text.verdicts(outcomes);
    text.next(outcomes);
    return outcomes.stream().allMatch(o -> o.noise().isEmpty()) ? ExitCode.OK : GilCommand.TOO_BUSY;
  }

  private Plan plan(Workload workload, List<ParallelismStrategy> strategies) {
    StrategySettings settings = StrategySettings.DEFAULTS;
    return new Plan(
        workload,
        workload.forms().getFirst(),
        workload.size().demo() / (quick ? QUICK_PART : 1),
        workload.tasks(settings.workers()),
        strategies,
        settings,
        OptionalInt.empty(),
        quick ? 3 : 5,
        Duration.ofMillis(quick ? 100 : 200),
        SEED);
  }

  /** Sized by what was just measured, so that the picture spans some switch intervals. */
  private static LiveTrace trace(Outcome count) throws Exception {
    Plan plan = count.plan();
    double fullMs = count.row(Outcome.BASELINE).orElse(count.rows().getFirst()).medianMs();
    double size = plan.size() * (TRACED_MS / fullMs) * plan.tasks() / TRACED_THREADS;
    return LiveTrace.of(plan.workload(), Math.max(1, (long) size), TRACED_THREADS, SEED);
  }
}
