package dev.gil.openblas;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where this system's library lies in the jar.
 *
 * @param classifier of the jar
 * @param library the name of the file
 * @param others what it needs beside it, where the jar has it
 */
record Platform(String classifier, String library, List<String> others) {
  private static final List<String> LINUX =
      List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libgfortran.so.4");

  private static final List<String> MAC =
      List.of(
          "libgcc_s.1.dylib", "libgcc_s.1.1.dylib", "libquadmath.0.dylib", "libgfortran.5.dylib");

  static Platform here() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Platform of(String system, String machine) {
    String arch =
        switch (machine.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> machine.toLowerCase(Locale.ROOT);
        };
    String os = system.toLowerCase(Locale.ROOT);
    if (os.startsWith("mac")) {
      return new Platform("macosx-" + arch, "libopenblas.0.dylib", MAC);
    }
    if (os.startsWith("windows")) {
      return new Platform("windows-" + arch, "libopenblas.dll", List.of());
    }
    return new Platform("linux-" + arch, "libopenblas.so.0", LINUX);
  }

  /** In the jar. */
  String folder() {
    return "org/bytedeco/openblas/" + classifier + '/';
  }

  /** All that are to be copied, the library last. */
  List<String> files() {
    return Stream.concat(others.stream(), Stream.of(library)).toList();
  }
}
