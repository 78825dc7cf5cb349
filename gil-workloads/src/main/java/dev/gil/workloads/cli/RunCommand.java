package dev.gil.workloads.cli;

import dev.gil.GlobalLock;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.trace.HtmlReport.Recording;
import dev.gil.workloads.Workload;
import dev.gil.workloads.command.GilVersion;
import dev.gil.workloads.command.ReportFile;
import dev.gil.workloads.command.Terminal;
import dev.gil.workloads.measure.Experiment;
import dev.gil.workloads.measure.Machine;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Plan;
import dev.gil.workloads.measure.Recordings;
import dev.gil.workloads.measure.RunReport;
import dev.gil.workloads.web.PagesWorkload;
import dev.gil.workloads.web.UrlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One experiment a workload, at full size. */
@Command(
    name = "run",
    description = "Runs workloads on several strategies, turn and turn about, and compares them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  private static final int MOST_REPS = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "WORKLOAD", arity = "1..*", description = "See gil list.")
  private List<String> workloads = List.of();

  @Option(
      names = "--strategy",
      split = ",",
      paramLabel = "ID",
      description = "Strategies, by commas; all that can run here if not given.")
  private List<String> strategies = List.of();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Threads or processes, 1 to 1024; as many as there are cores if not given, for workloads"
              + " that wait as many as wait at once: processes share those.")
  private @Nullable Integer workers;

  @Option(
      names = "--form",
      split = ",",
      paramLabel = "FORM",
      converter = FormText.class,
      description =
          "How they compute, loop or kernel or both by commas; in every form they have if not"
              + " given.")
  private List<Workload.Form> forms = List.of();

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description =
          "Tasks at a time in each worker process, 1 to 1024; --workers then counts processes,"
              + " as many as there are cores if not given, and strategies of threads get as many"
              + " threads as there are tasks in flight in all.")
  private @Nullable Integer inFlight;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks to split the work into; the workload's own number if not given.")
  private @Nullable Integer tasks;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "How large; the workload's full size if not given.")
  private @Nullable Long size;

  @Option(
      names = "--reps",
      paramLabel = "N",
      description = "Timed runs of each, 1 to 1000; ${DEFAULT-VALUE} if not given.")
  private int reps = 5;

  @Option(
      names = "--at-least",
      paramLabel = "D",
      converter = Ranges.DurationText.class,
      description =
          "How long a timed run lasts, 1us to 24h: short workloads are executed again and again;"
              + " 1s if not given.")
  private Duration atLeast = Duration.ofSeconds(1);

  @Option(
      names = "--interval",
      split = ",",
      paramLabel = "D",
      converter = Ranges.DurationText.class,
      description =
          "Switch intervals by commas, such as 5ms,500us: a run with each; 5ms alone if not given.")
  private List<Duration> intervals = List.of(GlobalLock.DEFAULT_SWITCH_INTERVAL);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of what is random and of the order of runs; ${DEFAULT-VALUE} if not given.")
  private long seed = 42;

  @Option(
      names = "--url-file",
      paramLabel = "FILE",
      description = "Pages to fetch, an address a line, instead of those of a local server.")
  private @Nullable Path addresses;

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures here.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Writes a page here, with the figures and with a recording of one more run of each.")
  private @Nullable Path html;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Writes those recordings here for ui.perfetto.dev, as Chrome trace JSON.")
  private @Nullable Path trace;

  @Override
  public Integer call() throws Exception {
    classPath.install();
    cluster.install();
    var line = spec.commandLine();
    if (workers != null) {
      Ranges.check(line, "--workers", workers, 1, Ranges.MOST_AT_ONCE, "threads or processes");
    }
    if (inFlight != null) {
      Ranges.check(line, "--in-flight", inFlight, 1, Ranges.MOST_AT_ONCE, "tasks a worker");
      int all = inFlight * (workers == null ? StrategySettings.DEFAULTS.workers() : workers);
      Ranges.check(
          line, "--workers times --in-flight", all, 1, Ranges.MOST_AT_ONCE, "tasks at once");
    }
    Ranges.check(line, "--reps", reps, 1, MOST_REPS, "runs");
    Ranges.check(line, "--at-least", atLeast);
    intervals.forEach(interval -> Ranges.check(line, "--interval", interval));
    List<Workload> chosen = withAddresses(Choice.workloads(line, workloads));
    List<Integer> split = new ArrayList<>();
    for (Workload workload : chosen) {
      if (forms(workload).isEmpty()) {
        throw new ParameterException(
            line, "--form " + FormText.all(forms) + ": " + workload.id() + " has no such form");
      }
      Workload.Size sizes = workload.size();
      long wanted = size == null ? sizes.full() : size;
      Ranges.check(line, "--size", wanted, sizes.least(), sizes.most(), sizes.unit());
      int parts = tasks == null ? workload.tasks(atOnce(workload), wanted) : tasks;
      split.add((int) Ranges.check(line, "--tasks", parts, 1, Ranges.MOST_TASKS, "tasks"));
    }
    List<ParallelismStrategy> lanes = Choice.strategies(line, strategies);
    @Nullable ReportFile target = json == null ? null : ReportFile.at(line, "--json", json);
    @Nullable ReportFile page = html == null ? null : ReportFile.at(line, "--html", html);
    @Nullable ReportFile chrome = trace == null ? null : ReportFile.at(line, "--trace", trace);

    RunText text = new RunText(line.getOut(), Terminal.ansi());
    List<Outcome> outcomes = new ArrayList<>();
    List<Recording> recordings = new ArrayList<>();
    try (ProgressLine progress = ProgressLine.start()) {
      progress.at("calibrating", 0, 1);
      Machine machine = Machine.calibrate();
      for (int i = 0; i < chosen.size(); i++) {
        for (Plan plan : plans(chosen.get(i), split.get(i), lanes)) {
          outcomes.add(new Experiment(plan, machine, progress).make());
        }
      }
      if (page != null || chrome != null) {
        for (Outcome outcome : outcomes) {
          recordings.addAll(Recordings.of(outcome, progress));
        }
      }
    }
    text.machine(outcomes.getFirst());
    outcomes.forEach(text::outcome);
    if (strategies.isEmpty()) {
      text.missing();
    }
    if (target != null) {
      target.write(RunReport.json(GilVersion.text(), outcomes));
    }
    if (page != null) {
      String command = "gil run " + String.join(" ", workloads);
      RunPage.of(command, outcomes, recordings).writeTo(page.path());
    }
    if (chrome != null) {
      StringBuilder events = new StringBuilder();
      Recordings.joined(recordings).writeChrome(events);
      chrome.write(events.toString());
    }
    return outcomes.stream().allMatch(o -> o.noise().isEmpty()) ? ExitCode.OK : GilCommand.TOO_BUSY;
  }

  /** One a form and switch interval. */
  private List<Plan> plans(Workload workload, int parts, List<ParallelismStrategy> lanes) {
    List<Plan> plans = new ArrayList<>();
    for (Workload.Form form : forms(workload)) {
      for (Duration interval : intervals.stream().distinct().toList()) {
        plans.add(
            new Plan(
                workload,
                form,
                size == null ? workload.size().full() : size,
                parts,
                lanes,
                StrategySettings.DEFAULTS.workers(workers(workload)).switchInterval(interval),
                inFlight == null ? OptionalInt.empty() : OptionalInt.of(inFlight),
                reps,
                atLeast,
                seed));
      }
    }
    return plans;
  }

  private List<Workload.Form> forms(Workload workload) {
    return workload.forms().stream().filter(f -> forms.isEmpty() || forms.contains(f)).toList();
  }

  private int workers(Workload workload) {
    if (workers != null) {
      return workers;
    }
    return inFlight == null ? workload.workers() : StrategySettings.DEFAULTS.workers();
  }

  private int atOnce(Workload workload) {
    return workers(workload) * (inFlight == null ? 1 : inFlight);
  }

  /** With the pages of a list in place of our own, if one is given. */
  private List<Workload> withAddresses(List<Workload> chosen) {
    if (addresses == null) {
      return chosen;
    }
    CommandLine line = spec.commandLine();
    if (chosen.stream().noneMatch(PagesWorkload.class::isInstance)) {
      throw new ParameterException(line, "--url-file is for the workload pages, which is not run");
    }
    try {
      PagesWorkload pages = PagesWorkload.of(UrlFile.read(addresses));
      return chosen.stream()
          .map(workload -> workload instanceof PagesWorkload ? pages : workload)
          .toList();
    } catch (IOException e) {
      throw new ParameterException(line, "--url-file " + e.getMessage(), e);
    }
  }
}
