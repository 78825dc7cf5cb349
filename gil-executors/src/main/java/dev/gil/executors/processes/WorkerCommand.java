package dev.gil.executors.processes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a worker JVM is started: the launcher of this JVM's own home, with one file of arguments in
 * the private directory, which has no limit of length and shows nothing to other users.
 */
final class WorkerCommand {
  private static final List<String> INHERITED_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  private final Path launcher;
  private final Path arguments;

  private WorkerCommand(Path launcher, Path arguments) {
    this.launcher = launcher;
    this.arguments = arguments;
  }

  /** The {@code java} of this JVM, which need not exist. */
  static Path launcher() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * Writes the file of arguments.
   *
   * @param directory the private one
   * @param extra from the settings; they come last and win
   * @param context whose jars the workers need too
   */
  static WorkerCommand prepare(Path directory, List<String> extra, @Nullable ClassLoader context)
      throws IOException {
    List<String> parent = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> line = new ArrayList<>(InheritedFlags.of(parent));
    if (extra.stream().noneMatch(argument -> COLLECTOR.matcher(argument).matches())) {
      line.add("-XX:+UseSerialGC"); // one core each: the smallest and the first to start
    }
    // As with G1: without these a counted loop never reaches a safepoint, and a worker in it could
    // not even halt.
    line.add("-XX:+UseCountedLoopSafepoints");
    line.add("-XX:LoopStripMiningIter=1000");
    line.add("-XX:-UsePerfData");
    line.add("-XX:+ExitOnOutOfMemoryError");
    line.add("-XX:ErrorFile=" + directory.resolve(CrashLog.PREFIX + "%p" + CrashLog.SUFFIX));
    line.addAll(extra);
    line.add("-cp");
    line.add(WorkerClassPath.of(parent, context));
    Path file = directory.resolve("arguments");
    Files.write(file, line.stream().map(WorkerCommand::quoted).toList()); // again, if it failed
    return new WorkerCommand(launcher(), file);
  }

  private static String quoted(String argument) {
    String escaped =
        argument
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r");
    return '"' + escaped + '"';
  }

  /** Starts a worker that waits for its orders. */
  Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "@" + arguments, WorkerMain.class.getName());
    INHERITED_VARIABLES.forEach(builder.environment()::remove);
    return builder.start();
  }
}
