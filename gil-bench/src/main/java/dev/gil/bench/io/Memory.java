package dev.gil.bench.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has, by what Linux says; NaN elsewhere. */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Memory() {}

  /** Now, in bytes. */
  static double resident() {
    return bytes("VmRSS:");
  }

  /** At most so far, in bytes. */
  static double most() {
    return bytes("VmHWM:");
  }

  private static double bytes(String field) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(field)) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1_024;
        }
      }
    } catch (IOException e) {
      // Then nobody knows.
    }
    return Double.NaN;
  }
}
