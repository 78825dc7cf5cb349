package dev.gil.workloads.cli;

import dev.gil.workloads.command.Terminal;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The gil command line. */
@Command(
    name = "gil",
    description = "Runs code that cannot run in parallel, safely, and shows what that costs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ExplainCommand.class,
      RunCommand.class,
      AdviseCommand.class,
      ListCommand.class,
      DoctorCommand.class
    },
    footer = {"", "Exit: 0 ok, 1 failure, 2 usage, 3 the machine was too busy to judge."})
final class GilCommand implements Runnable {
  /** The machine was too busy to judge. */
  static final int TOO_BUSY = 3;

  /** Kept, so that its level is: loggers are held weakly. */
  private static final Logger LOG = Logger.getLogger("dev.gil");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do");
  }

  static int execute(PrintWriter out, PrintWriter err, String... args) {
    // The commands report themselves what providers are broken.
    LOG.setLevel(Level.SEVERE);
    CommandLine line = new CommandLine(new GilCommand());
    addProvided(line, err);
    ToolCommand.addAll(
        line, problem -> err.println("gil: a command could not be loaded: " + problem));
    line.setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.ansi()));
    line.setParameterExceptionHandler(Failures::usage);
    line.setExecutionExceptionHandler(Failures::execution);
    return line.execute(args);
  }

  private static void addProvided(CommandLine line, PrintWriter err) {
    var providers = ServiceLoader.load(CommandProvider.class).iterator();
    for (int failures = 0; failures < 10; ) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        line.addSubcommand(providers.next().command());
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        failures++;
        err.println("gil: a command could not be loaded: " + e.getMessage());
      }
    }
  }

  public static void main(String[] args) {
    Charset charset = System.out.charset();
    System.exit(
        execute(
            new PrintWriter(System.out, true, charset),
            new PrintWriter(System.err, true, charset),
            args));
  }
}
