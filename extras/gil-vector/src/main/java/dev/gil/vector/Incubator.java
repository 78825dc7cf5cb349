package dev.gil.vector;

import java.util.Optional;

/** Whether the Vector API is there, and worth its name. */
final class Incubator {
  private static final String MODULE = "jdk.incubator.vector";

  private Incubator() {}

  /** Why it cannot be used here; empty if it can. */
  static Optional<String> problem() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.of("the JVM was started without --add-modules " + MODULE);
    }
    String compiler = System.getProperty("java.vm.info", "");
    return compiler.contains("interpreted mode") || compiler.contains("emulated-client")
        ? Optional.of("this JVM runs without its optimizing compiler (" + compiler + ")")
        : Optional.empty();
  }
}
