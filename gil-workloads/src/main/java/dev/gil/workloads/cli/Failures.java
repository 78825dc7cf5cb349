package dev.gil.workloads.cli;

import dev.gil.GilException;
import dev.gil.workloads.WrongResultException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts what went wrong into a line, and into the exit code. */
final class Failures {
  private Failures() {}

  static int usage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("gil: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, line.getErr());
    line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  static int execution(Exception e, CommandLine line, ParseResult parsed) {
    if (e instanceof ExecutionException && e.getCause() != null) {
      line.getErr().println("gil: a task failed: " + e.getCause());
    } else if (e instanceof GilException
        || e instanceof WrongResultException
        || e instanceof UnsupportedOperationException
        || e instanceof IOException) {
      line.getErr().println("gil: " + e.getMessage());
    } else {
      e.printStackTrace(line.getErr());
    }
    return ExitCode.SOFTWARE;
  }
}
