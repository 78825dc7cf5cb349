package dev.gil.workloads.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The gil command line. */
@Command(name = "gil", mixinStandardHelpOptions = true)
final class GilCommand implements Runnable {

  @Override
  public void run() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new GilCommand()).execute(args));
  }
}
