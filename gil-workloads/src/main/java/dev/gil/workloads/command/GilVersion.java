package dev.gil.workloads.command;

import org.jspecify.annotations.Nullable;

/** Which gil this is. */
public final class GilVersion {
  private GilVersion() {}

  /** From the jar's manifest. */
  public static String text() {
    @Nullable String version = GilVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
