package dev.gil.workloads.cli;

import dev.gil.arrays.Blas;
import dev.gil.arrays.EngineChoice;
import dev.gil.image.Images;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.workloads.Workloads;
import dev.gil.workloads.command.GilVersion;
import dev.gil.workloads.measure.Machine;
import dev.gil.workloads.measure.StartUp;
import dev.gil.workloads.measure.Table;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What works here, found out by trying. */
@Command(
    name = "doctor",
    description = "Tries what gil needs, and says what does not work here and why.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Override
  public Integer call() throws InterruptedException {
    classPath.install();
    PrintWriter out = spec.commandLine().getOut();
    Machine machine = Machine.calibrate();
    Runtime runtime = Runtime.getRuntime();
    List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
    Table facts = new Table(Set.of(0, 1), "gil", GilVersion.text());
    facts.line("JDK", Runtime.version() + ", " + System.getProperty("java.vm.name"));
    facts.line("home", System.getProperty("java.home"));
    facts.line("system", System.getProperty("os.name") + ' ' + System.getProperty("os.arch"));
    facts.line("cores", cores(machine));
    facts.line("heap", (runtime.maxMemory() >> 20) + " MB at most");
    facts.line("flags", flags.isEmpty() ? "none" : String.join(" ", flags));
    facts.lines().forEach(out::println);
    out.println();
    Table strategies = new Table(Set.of(0, 1), "strategy", "starts in");
    for (ParallelismStrategy strategy : Strategies.list()) {
      StartUp start = StartUp.of(strategy);
      strategies.line(
          strategy.id(),
          start.problem().isEmpty()
              ? String.format(Locale.ROOT, "%.1f ms", start.millis())
              : "no: " + start.problem());
    }
    strategies.lines().forEach(out::println);
    out.println();
    Table engines = new Table(Set.of(0, 1, 2), "kernels", "engine", "here");
    Blas.engines().forEach(each -> add(each, engines));
    Images.engines().forEach(each -> add(each, engines));
    engines.lines().forEach(out::println);
    List<String> problems = ListCommand.problems();
    problems.forEach(problem -> out.println("not loaded: " + problem));
    out.println();
    out.println(Workloads.list().size() + " workloads; see gil list");
    return ExitCode.OK;
  }

  private static void add(EngineChoice one, Table engines) {
    engines.line(
        one.kind(),
        one.engine(),
        one.chosen() ? "chosen" : one.problem().map(why -> "no: " + why).orElse("yes"));
  }

  private static String cores(Machine machine) {
    return String.format(
        Locale.ROOT,
        "%d, %.2f effective now%s",
        machine.cores(),
        machine.effectiveCores(),
        machine.isFree() ? "" : ": too busy to judge speeds");
  }
}
