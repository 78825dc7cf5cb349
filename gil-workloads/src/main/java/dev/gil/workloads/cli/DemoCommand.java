package dev.gil.workloads.cli;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.trace.HtmlReport.Recording;
import dev.gil.workloads.Workload;
import dev.gil.workloads.command.ReportFile;
import dev.gil.workloads.command.Terminal;
import dev.gil.workloads.measure.Experiment;
import dev.gil.workloads.measure.Footprint;
import dev.gil.workloads.measure.LiveTrace;
import dev.gil.workloads.measure.Machine;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Plan;
import dev.gil.workloads.measure.Recordings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
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
  /** With sizes that are told; a minute is little for so many strategies. */
  private static final Map<String, Long> SIZES = sizes();

  /** What the story is about; to record more would take too long for a minute. */
  private static final Map<String, Set<String>> RECORDED =
      Map.of("primes", Set.of("threads", "processes"), "pages", Set.of("threads"));

  private static final long SEED = 42;
  private static final int QUICK_PART = 2;
  private static final int TRACED_THREADS = 2;
  private static final double TRACED_MS = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Option(names = "--quick", description = "Half the size, and shorter runs.")
  private boolean quick;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Where the page goes; ${DEFAULT-VALUE} if not given.")
  private Path html = Path.of("gil-report.html");

  @Override
  public Integer call() throws Exception {
    classPath.install();
    CommandLine line = spec.commandLine();
    ReportFile page = ReportFile.at(line, "--html", html);
    List<ParallelismStrategy> strategies = Choice.strategies(line, List.of());
    List<Outcome> outcomes = new ArrayList<>();
    List<Footprint> footprints;
    List<Recording> recordings = new ArrayList<>();
    LiveTrace live;
    try (ProgressLine progress = ProgressLine.start()) {
      progress.at("calibrating", 0, 1);
      Machine machine = Machine.calibrate();
      for (Workload workload : Choice.workloads(line, List.copyOf(SIZES.keySet()))) {
        outcomes.add(new Experiment(plan(workload, strategies), machine, progress).make());
      }
      progress.at("measuring what strategies take", 1, 1);
      footprints = Footprint.of(strategies, classPath.path());
      live = trace(outcomes.getFirst(), Choice.strategies(line, List.of("threads")).getFirst());
      recordings.add(new Recording(TRACED_THREADS + " threads that count", live.trace()));
      for (Outcome outcome : outcomes) {
        Set<String> recorded = RECORDED.getOrDefault(outcome.plan().workload().id(), Set.of());
        if (!recorded.isEmpty()) {
          recordings.addAll(Recordings.of(outcome, recorded, progress));
        }
      }
    }
    RunPage.of("gil demo", outcomes, recordings).writeTo(page.path());
    Outcome count = outcomes.getFirst();
    DemoText text = new DemoText(line.getOut(), Terminal.ansi());
    text.machine(count);
    text.table(outcomes, footprints);
    new RunText(line.getOut(), Terminal.ansi()).missing();
    text.picture(live, TRACED_THREADS);
    text.verdicts(outcomes);
    text.next(outcomes);
    text.report(html);
    return outcomes.stream().allMatch(o -> o.noise().isEmpty()) ? ExitCode.OK : GilCommand.TOO_BUSY;
  }

  private static Map<String, Long> sizes() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    sizes.put("count", 15_000_000L);
    sizes.put("primes", 300_000L);
    sizes.put("pages", 10L);
    sizes.put("hybrid", 4L);
    return Collections.unmodifiableMap(sizes);
  }

  private Plan plan(Workload workload, List<ParallelismStrategy> strategies) {
    StrategySettings settings = StrategySettings.DEFAULTS.workers(workload.workers());
    long size = Objects.requireNonNull(SIZES.get(workload.id())) / (quick ? QUICK_PART : 1);
    return new Plan(
        workload,
        workload.forms().getFirst(),
        size,
        workload.tasks(settings.workers(), size),
        strategies,
        settings,
        OptionalInt.empty(),
        3,
        Duration.ofMillis(quick ? 80 : 110),
        SEED);
  }

  /** Sized by what was just measured, so that the picture spans some switch intervals. */
  private static LiveTrace trace(Outcome count, ParallelismStrategy threads) throws Exception {
    Plan plan = count.plan();
    double fullMs = count.row(Outcome.BASELINE).orElse(count.rows().getFirst()).medianMs();
    double size = plan.size() * (TRACED_MS / fullMs) * plan.tasks() / TRACED_THREADS;
    Plan traced =
        new Plan(
            plan.workload(),
            plan.form(),
            Math.max(1, (long) size),
            TRACED_THREADS,
            List.of(threads),
            plan.settings().workers(TRACED_THREADS),
            OptionalInt.empty(),
            1,
            Duration.ZERO,
            SEED);
    return LiveTrace.of(traced, threads);
  }
}
