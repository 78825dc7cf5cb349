package dev.gil.bench.fork;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a process to its end and reads the figures it tells. */
public final class Fork {
  private Fork() {}

  /**
   * The command line of a fresh JVM with this one's flags and class path.
   *
   * @param flags more flags
   * @param main the class to run
   * @param arguments for it
   */
  public static List<String> jvm(List<String> flags, Class<?> main, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(ownFlags());
    line.addAll(flags);
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(main.getName());
    line.addAll(arguments);
    return line;
  }

  /** The flags of this JVM, without agents (coverage, debuggers), which would be measured too. */
  public static List<String> ownFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("-agent"))
        .toList();
  }

  /**
   * Runs a command to its end.
   *
   * @param limit after which it is killed
   * @throws IOException if it cannot be started, fails, or takes too long; says what it wrote
   */
  public static Figures run(List<String> command, Duration limit)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      Figures figures = new Figures();
      var said = CompletableFuture.supplyAsync(() -> read(process, figures));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("not done in " + limit + ": " + brief(command));
      }
      String rest = said.join();
      if (process.exitValue() != 0) {
        throw new IOException(
            "ended with " + process.exitValue() + ": " + brief(command) + '\n' + rest);
      }
      return figures;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String brief(List<String> command) {
    String line = String.join(" ", command);
    return line.length() < 400 ? line : line.substring(0, 400) + " ...";
  }

  /** Reads all figures, and returns whatever else it said. */
  private static String read(Process process, Figures figures) {
    StringBuilder rest = new StringBuilder();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!figures.hear(line) && rest.length() < 10_000) {
          rest.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      rest.append(e.getMessage());
    }
    return rest.toString();
  }
}
