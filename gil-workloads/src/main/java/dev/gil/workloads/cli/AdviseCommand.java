package dev.gil.workloads.cli;

import dev.gil.advisor.Advice;
import dev.gil.advisor.Advisor;
import dev.gil.advisor.Facts;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.advice.AdviceReport;
import dev.gil.workloads.advice.Subject;
import dev.gil.workloads.command.GilVersion;
import dev.gil.workloads.command.ReportFile;
import dev.gil.workloads.command.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
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

/** Which strategy a task should be run by. */
@Command(
    name = "advise",
    description = "Measures a task and says which strategy to run it by, and why.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AdviseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "WORKLOAD", arity = "0..1", description = "See gil list.")
  private @Nullable String workload;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description =
          "A Workload, Task, Callable or Runnable with a constructor without parameters. It is run"
              + " some tens of times.")
  private @Nullable String type;

  @Option(
      names = "--table",
      description = "The table of what to use when, each cell measured here.")
  private boolean table;

  @Option(
      names = "--evaluate",
      description = "Examines the advisor on made-up workloads; takes some minutes.")
  private boolean evaluate;

  @Option(
      names = "--score",
      paramLabel = "CLASS",
      description = "Examines the advisor on a class as --class takes it.")
  private @Nullable String scored;

  @Option(
      names = "--coefficients",
      description = "Measures the figures of the model that do not come from the task.")
  private boolean coefficients;

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Mixin private FactsOption facts = new FactsOption();

  @Option(
      names = "--form",
      paramLabel = "FORM",
      converter = FormText.class,
      description = "How the workload computes: loop or kernel; the first it has if not given.")
  private Workload.@Nullable Form form;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "How large; as in the demo if not given.")
  private @Nullable Long size;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks to split the work into; the workload's own number if not given.")
  private @Nullable Integer tasks;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description = "Tasks under way at once, 1 to 1024; the workload's own number if not given.")
  private @Nullable Integer atOnce;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of what is random; with --evaluate, of the cases that are drawn.")
  private @Nullable Long seed;

  @Option(names = "--quick", description = "With --evaluate, a few cases and single runs.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures here.")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    classPath.install();
    CommandLine line = spec.commandLine();
    long wanted =
        Stream.of(workload != null, type != null, table, evaluate, scored != null, coefficients)
            .filter(given -> given)
            .count();
    if (wanted != 1) {
      throw new ParameterException(
          line,
          "name one thing: WORKLOAD, --class, --table, --evaluate, --score or --coefficients");
    }
    Facts known = facts.facts(line, Facts.UNKNOWN);
    @Nullable ReportFile target = json == null ? null : ReportFile.at(line, "--json", json);
    if (table) {
      return new TableRun(line).print();
    }
    if (coefficients) {
      return CoefficientsRun.print(line.getOut());
    }
    if (evaluate) {
      return new Examination(line, quick, target).evaluate(seed);
    }
    Subject subject = subject(line);
    return scored == null
        ? advise(subject, known, target)
        : new Examination(line, quick, target).score(subject, known);
  }

  private Subject subject(CommandLine line) {
    Workload chosen = chosen(line);
    Workload.Form in = form == null ? chosen.forms().getFirst() : form;
    if (!chosen.forms().contains(in)) {
      throw new ParameterException(
          line, "--form " + FormText.all(List.of(in)) + ": " + chosen.id() + " has no such form");
    }
    Workload.Size sizes = chosen.size();
    long large = size == null ? sizes.demo() : size;
    Ranges.check(line, "--size", large, sizes.least(), sizes.most(), sizes.unit());
    int wide = atOnce == null ? chosen.workers() : atOnce;
    Ranges.check(line, "--at-once", wide, 1, Ranges.MOST_AT_ONCE, "tasks");
    int split = tasks == null ? chosen.tasks(wide, large) : tasks;
    Ranges.check(line, "--tasks", split, 1, Ranges.MOST_TASKS, "tasks");
    return new Subject(
        chosen,
        in,
        large,
        split,
        wide,
        seed == null ? 42 : seed,
        Stream.of(type, scored).filter(Objects::nonNull).toList());
  }

  private Workload chosen(CommandLine line) {
    if (workload != null) {
      return Choice.workloads(line, List.of(workload)).getFirst();
    }
    return type != null
        ? Given.workload(line, "--class", type)
        : Given.workload(line, "--score", String.valueOf(scored));
  }

  private int advise(Subject subject, Facts known, @Nullable ReportFile target) throws Exception {
    Advice advice;
    try (Trial<?> trial = subject.prepare()) {
      advice = advise(subject, trial, known);
    }
    CommandLine line = spec.commandLine();
    new AdviceText(line.getOut(), Terminal.ansi()).advice(subject, advice);
    write(target, subject, advice);
    if (!advice.isJudged()) {
      return GilCommand.TOO_BUSY;
    }
    return advice.best().isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static <T extends @Nullable Object> Advice advise(
      Subject subject, Trial<T> trial, Facts known)
      throws InterruptedException, ExecutionException {
    return Advisor.advise(subject.batch(trial), known);
  }

  private static void write(@Nullable ReportFile target, Subject subject, Advice advice)
      throws IOException {
    if (target != null) {
      target.write(AdviceReport.json(GilVersion.text(), subject, advice));
    }
  }
}
