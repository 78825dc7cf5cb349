package dev.gil.workloads.cli;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.workloads.Workload;
import dev.gil.workloads.Workloads;
import dev.gil.workloads.measure.StartUp;
import dev.gil.workloads.measure.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is. */
@Command(
    name = "list",
    description = "Lists workloads and strategies, and what could not be loaded.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Override
  public Integer call() throws InterruptedException {
    classPath.install();
    PrintWriter out = spec.commandLine().getOut();
    workloads().lines().forEach(out::println);
    out.println();
    strategies().lines().forEach(out::println);
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      out.println();
      problems.forEach(problem -> out.println(" not loaded: " + problem));
    }
    return ExitCode.OK;
  }

  /** Why providers are missing from the lists. */
  static List<String> problems() {
    List<String> problems = new ArrayList<>(Workloads.problems());
    problems.addAll(Strategies.problems());
    return problems;
  }

  private static Table workloads() {
    Table table =
        new Table(
            Set.of(0, 1, 2, 5, 6),
            "workload",
            "limit",
            "forms",
            "full size",
            "in the demo",
            "unit",
            "what");
    for (Workload workload : Workloads.list()) {
      Workload.Size size = workload.size();
      table.line(
          workload.id(),
          workload.kind().name(),
          FormText.all(workload.forms()),
          String.format(Locale.ROOT, "%,d", size.full()),
          String.format(Locale.ROOT, "%,d", size.demo()),
          size.unit(),
          workload.story());
    }
    return table;
  }

  /** Starts each: a strategy that says it runs here may still not. */
  private static Table strategies() throws InterruptedException {
    Table table = new Table(Set.of(0, 1, 3), "strategy", "here", "starts in ms", "traits");
    for (ParallelismStrategy strategy : Strategies.list()) {
      StartUp start = StartUp.of(strategy);
      boolean starts = start.problem().isEmpty();
      table.line(
          strategy.id(),
          starts ? "yes" : "no",
          starts ? String.format(Locale.ROOT, "%.1f", start.millis()) : "-",
          starts ? traits(strategy) : start.problem());
    }
    return table;
  }

  private static String traits(ParallelismStrategy strategy) {
    return strategy.traits().stream()
        .sorted()
        .map(trait -> trait.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }
}
