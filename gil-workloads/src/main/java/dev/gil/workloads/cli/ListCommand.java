package dev.gil.workloads.cli;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.workloads.Workload;
import dev.gil.workloads.Workloads;
import dev.gil.workloads.measure.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is. */
@Command(
    name = "list",
    description = "Lists workloads and strategies, and what could not be loaded.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Override
  public void run() {
    classPath.install();
    PrintWriter out = spec.commandLine().getOut();
    Table workloads = new Table("workload", "limited by", "full size", "demo", "unit");
    for (Workload workload : Workloads.list()) {
      Workload.Size size = workload.size();
      workloads.line(
          workload.id(),
          workload.kind().name(),
          String.format(Locale.ROOT, "%,d", size.full()),
          String.format(Locale.ROOT, "%,d", size.demo()),
          size.unit());
    }
    workloads.lines().forEach(out::println);
    out.println();
    Table strategies = new Table("strategy", "runs here");
    for (ParallelismStrategy strategy : Strategies.list()) {
      strategies.line(strategy.id(), strategy.unavailable().isEmpty() ? "yes" : "no");
    }
    List<String> lines = strategies.lines();
    out.println(lines.getFirst() + "  traits");
    List<ParallelismStrategy> all = Strategies.list();
    for (int i = 0; i < all.size(); i++) {
      ParallelismStrategy strategy = all.get(i);
      out.println(
          lines.get(i + 1)
              + " ".repeat(lines.getFirst().length() - lines.get(i + 1).length())
              + "  "
              + strategy.unavailable().orElseGet(() -> traits(strategy)));
    }
    List<String> problems = new ArrayList<>(Workloads.problems());
    problems.addAll(Strategies.problems());
    if (!problems.isEmpty()) {
      out.println();
      problems.forEach(problem -> out.println("not loaded: " + problem));
    }
  }

  private static String traits(ParallelismStrategy strategy) {
    return strategy.traits().stream()
        .sorted()
        .map(trait -> trait.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }
}
