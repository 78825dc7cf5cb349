package dev.gil.testkit.explore.weave;

import java.util.Set;

/** The test kit's own classes, which drive the exploration and are never part of it. */
final class Kit {
  private static final Set<String> PACKAGES =
      Set.of(
          "dev.gil.testkit",
          "dev.gil.testkit.check",
          "dev.gil.testkit.explore",
          "dev.gil.testkit.explore.engine",
          "dev.gil.testkit.explore.weave",
          "dev.gil.testkit.rules");

  private Kit() {}

  static boolean isPart(String className) {
    int dot = className.lastIndexOf('.');
    return dot > 0 && PACKAGES.contains(className.substring(0, dot));
  }
}
