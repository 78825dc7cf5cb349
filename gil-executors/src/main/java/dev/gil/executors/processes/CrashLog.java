package dev.gil.executors.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a JVM writes when native code takes it down: the one sure sign, whatever the status. */
final class CrashLog {
  static final String PREFIX = "hs_err_";
  static final String SUFFIX = ".log";

  private static final int MOST_LINES = 40;

  private CrashLog() {}

  /** The summary at the head of the log of a dead process; null if there is no log. */
  static @Nullable String summary(Path directory, long pid) {
    Path log = directory.resolve(PREFIX + pid + SUFFIX);
    if (!Files.isRegularFile(log)) {
      return null;
    }
    StringBuilder head = new StringBuilder();
    try (BufferedReader in = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
      @Nullable String line = in.readLine();
      for (int i = 0; i < MOST_LINES && line != null && line.startsWith("#"); i++) {
        String said = line.substring(1).strip();
        if (!said.isEmpty()) {
          head.append(head.isEmpty() ? "" : "\n  ").append(said);
        }
        line = in.readLine();
      }
    } catch (IOException e) {
      return "(its crash log cannot be read: " + e + ')';
    }
    return head.toString();
  }
}
