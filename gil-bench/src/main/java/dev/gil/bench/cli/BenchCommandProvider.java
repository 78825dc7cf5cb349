package dev.gil.bench.cli;

import dev.gil.workloads.cli.CommandProvider;

/** Adds {@code bench} to the command line. */
public final class BenchCommandProvider implements CommandProvider {
  @Override
  public Object command() {
    return new BenchCommand();
  }
}
