package dev.gil.workloads.cli;

import dev.gil.workloads.Workload;
import dev.gil.workloads.command.Nearest;
import dev.gil.workloads.command.Terminal;
import dev.gil.workloads.measure.Machine;
import dev.gil.workloads.story.Stories;
import dev.gil.workloads.story.Story;
import dev.gil.workloads.story.Telling;
import java.util.List;
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

/** The story of one experiment. */
@Command(
    name = "explain",
    description = "Tells the story of one experiment, with this machine's own figures.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ClassPathOption classPath = new ClassPathOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "STORY",
      description = "count, primes, pages, hybrid or refcount; none: lists what they answer.")
  private @Nullable String name;

  @Option(names = "--size", description = "Of the workload; smaller is quicker and less telling.")
  private @Nullable Long size;

  @Override
  public Integer call() throws Exception {
    classPath.install();
    CommandLine line = spec.commandLine();
    if (name == null) {
      Stories.all()
          .forEach(
              each ->
                  line.getOut().println("gil explain " + each.workload() + ": " + each.question()));
      return ExitCode.OK;
    }
    Story story = story(line, name);
    Workload workload = Choice.workloads(line, List.of(story.workload())).getFirst();
    Telling telling;
    try (ProgressLine progress = ProgressLine.start()) {
      progress.at("calibrating", 0, 1);
      Machine machine = Machine.calibrate();
      telling =
          Telling.of(
              sized(story, workload),
              workload,
              Choice.strategies(line, List.of()),
              machine,
              progress);
    }
    new StoryText(line.getOut(), Terminal.ansi()).tell(telling);
    return telling.outcomes().stream().allMatch(o -> o.noise().isEmpty())
        ? ExitCode.OK
        : GilCommand.TOO_BUSY;
  }

  private Story sized(Story story, Workload workload) {
    if (size == null) {
      return story;
    }
    Workload.Size bounds = workload.size();
    if (size < bounds.least() || size > bounds.most()) {
      throw new ParameterException(
          spec.commandLine(),
          "--size " + size + " is outside " + bounds.least() + " to " + bounds.most());
    }
    return new Story(story.workload(), story.question(), size, story.chapters(), story.next());
  }

  private static Story story(CommandLine line, String name) {
    List<String> names = Stories.all().stream().map(Story::workload).toList();
    int place = names.indexOf(name);
    if (place >= 0) {
      return Stories.all().get(place);
    }
    String guess =
        Nearest.to(name, names).map(near -> ", did you mean \"" + near + "\"?").orElse(".");
    throw new ParameterException(
        line, "no story \"" + name + '"' + guess + " There are: " + String.join(", ", names));
  }
}
