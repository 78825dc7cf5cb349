package dev.gil.examples.lua;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM that may crash, hang or answer wrong, and how it ended. What it leaves behind lies in its
 * folder.
 *
 * @param exit its exit status; {@link #HUNG} if it was killed for taking too long
 * @param output the first of what it printed
 * @param cause what the JVM's crash report, Lua or the C library says of a death; else empty
 */
record ChildJvm(int exit, String output, String cause, double seconds) {
  static final int HUNG = -1;

  private static final String REPORT = "hs_err.log";
  private static final Pattern CAUSE =
      Pattern.compile("SIG[A-Z]+|FATAL ERROR in native method|stack smashing|free\\(\\): \\w+");

  /** A dying Lua may print without end: a hundred megabytes in ten seconds. */
  private static final int KEPT_OUTPUT_BYTES = 1 << 16;

  static ChildJvm run(Path folder, Duration bound, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    long from = System.nanoTime();
    Process process =
        new ProcessBuilder(command(folder, main, arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var output = CompletableFuture.supplyAsync(() -> firstOf(process.getInputStream()));
    boolean ended = process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS);
    double seconds = (System.nanoTime() - from) / 1e9;
    if (!ended) {
      process.toHandle().destroyForcibly(); // Process's own would drop what was printed
      process.waitFor();
    }
    String printed = output.join();
    int exit = ended ? process.exitValue() : HUNG;
    return new ChildJvm(exit, printed, cause(report(folder) + printed), seconds);
  }

  private static List<String> command(Path folder, Class<?> main, String... arguments) {
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
    return command;
  }

  /** Reads all, so that the child never waits for a reader, and keeps the first. */
  private static String firstOf(InputStream output) {
    try (output) {
      byte[] first = output.readNBytes(KEPT_OUTPUT_BYTES);
      output.transferTo(OutputStream.nullOutputStream());
      return new String(first, ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String report(Path folder) throws IOException {
    Path report = folder.resolve(REPORT);
    return Files.exists(report) ? Files.readString(report, ISO_8859_1) : "";
  }

  private static String cause(String said) {
    Matcher cause = CAUSE.matcher(said);
    return cause.find() ? cause.group() : "";
  }

  /** What a reader wants to know of the end. */
  String end() {
    String how =
        switch (exit) {
          case HUNG -> "hung";
          case 0 -> "survived";
          case LuaLoad.WRONG -> "wrong";
          default -> (cause.isEmpty() ? "died" : cause) + ", exit " + exit;
        };
    return String.format(Locale.ROOT, "%s after %.1f s", how, seconds);
  }
}
