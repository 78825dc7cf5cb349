package dev.gil.workloads.cli;

import dev.gil.workloads.command.GilVersion;
import picocli.CommandLine.IVersionProvider;

/** Tells picocli which gil this is. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"gil " + GilVersion.text()};
  }
}
