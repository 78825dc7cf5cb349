package dev.gil.workloads.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A {@link ToolProvider} whose name begins with {@code gil-} as a command, for modules that need
 * not know this one. It reads its own arguments.
 */
@Command(description = "A tool of its own; it says what it takes by --help.")
final class ToolCommand implements Callable<Integer> {
  private static final String PREFIX = "gil-";

  private final ToolProvider tool;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Unmatched private List<String> arguments = new ArrayList<>();

  private ToolCommand(ToolProvider tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    return tool.run(line.getOut(), line.getErr(), arguments.toArray(String[]::new));
  }

  /** Adds those there are. */
  static void addAll(CommandLine to, Consumer<String> problems) {
    try {
      ServiceLoader.load(ToolProvider.class).stream()
          .filter(found -> !isOfTheJdk(found.type().getModule().getName()))
          .forEach(found -> add(found.get(), to));
    } catch (ServiceConfigurationError | LinkageError e) {
      problems.accept(e.getMessage());
    }
  }

  private static boolean isOfTheJdk(@Nullable String module) {
    return module != null && module.startsWith("jdk.");
  }

  private static void add(ToolProvider tool, CommandLine to) {
    if (tool.name().startsWith(PREFIX)) {
      CommandLine line = new CommandLine(new ToolCommand(tool));
      tool.description().ifPresent(line.getCommandSpec().usageMessage()::description);
      to.addSubcommand(tool.name().substring(PREFIX.length()), line);
    }
  }
}
