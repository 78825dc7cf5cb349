package dev.gil.workloads.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Which gil this is. */
final class Version implements IVersionProvider {
  /** From the jar's manifest. */
  static String text() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"gil " + text()};
  }
}
