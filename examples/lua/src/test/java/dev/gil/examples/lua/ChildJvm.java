package dev.gil.examples.lua;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM that may crash, hang or answer wrong, and how it ended. What it leaves behind lies in its
 * folder.
 *
 * @param exit its exit status; -1 if it was killed for taking too long
 * @param signal what the JVM's crash report says; empty without one
 */
record ChildJvm(int exit, String output, String signal, double seconds) {
  private static final String REPORT = "hs_err.log";

  static ChildJvm run(Path folder, Duration bound, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                // Lua's panic aborts past the JVM's own handler: no core dump of that either.
                "/bin/sh",
                "-c",
                "ulimit -c 0; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve(REPORT),
                "-Xmn8m", // small: the garbage collector finds handles all the time
                "-Djava.io.tmpdir=" + folder,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    long from = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS);
    double seconds = (System.nanoTime() - from) / 1e9;
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    return new ChildJvm(
        ended ? process.exitValue() : -1, Files.readString(output), signal(folder), seconds);
  }

  /** What a reader wants to know of the end. */
  String end() {
    String how =
        exit == -1
            ? "hung"
            : exit == LuaLoad.WRONG
                ? "wrong"
                : exit == 0 ? "survived" : (signal.isEmpty() ? "died" : signal) + ", exit " + exit;
    return String.format(Locale.ROOT, "%s after %.1f s", how, seconds);
  }

  private static String signal(Path folder) throws IOException {
    Path report = folder.resolve(REPORT);
    if (!Files.exists(report)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(report)) {
      return lines
          .filter(line -> line.matches("#  (SIG\\w+|Internal Error).*"))
          .map(line -> line.replaceAll("#  (SIG\\w+|Internal Error).*", "$1"))
          .findFirst()
          .orElse("crashed");
    } catch (UncheckedIOException e) {
      return "crashed"; // the report was cut off
    }
  }
}
