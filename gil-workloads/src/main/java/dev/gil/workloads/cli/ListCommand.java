package dev.gil.workloads.cli;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.workloads.Workload;
import dev.gil.workloads.Workloads;
import dev.gil.workloads.measure.Footprint;
import dev.gil.workloads.measure.Table;
import java.io.IOException;
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
  public Integer call() throws IOException, InterruptedException {
    classPath.install();
    PrintWriter out = spec.commandLine().getOut();
    workloads().lines().forEach(out::println);
    out.println();
    strategies(classPath.path()).lines().forEach(out::println);
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
  private static Table strategies(String classPath) throws IOException, InterruptedException {
    Table table =
        new Table(
            Set.of(0, 1, 5),
            "strategy",
            "here",
            "starts in ms",
            "a waiting task",
            "a worker",
            "traits");
    List<ParallelismStrategy> strategies = Strategies.list();
    List<Footprint> footprints = Footprint.of(strategies, classPath);
    for (int i = 0; i < strategies.size(); i++) {
      Footprint footprint = footprints.get(i);
      boolean starts = footprint.problem().isEmpty();
      table.line(
          footprint.strategy(),
          starts ? "yes" : "no",
          starts ? String.format(Locale.ROOT, "%.1f", footprint.startMs()) : "-",
          Footprint.size(footprint.taskBytes()),
          Footprint.size(footprint.workerBytes()),
          starts ? traits(strategies.get(i)) : footprint.problem());
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
