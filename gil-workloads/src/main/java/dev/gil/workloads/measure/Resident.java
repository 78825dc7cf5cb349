package dev.gil.workloads.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much main memory a process has, by what Linux says; NaN elsewhere. */
public final class Resident {
  private Resident() {}

  /** This process, now, in bytes. */
  public static double now() {
    return bytes("self", "VmRSS:");
  }

  /** This process, at most so far, in bytes. */
  public static double most() {
    return bytes("self", "VmHWM:");
  }

  /** Another process, now, in bytes. */
  static double of(long pid) {
    return bytes(Long.toString(pid), "VmRSS:");
  }

  private static double bytes(String process, String field) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", process, "status"))) {
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
