package dev.gil.executors.processes;

import dev.gil.internal.log.Log;
import dev.gil.spi.Job;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a worker JVM is started: the launcher of this JVM's own home, with one file of arguments in
 * the private directory, which has no limit of length and shows nothing to other users.
 */
final class WorkerCommand {
  static final List<String> INHERITED_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** The JVM complains on the standard output of a cache that does not fit. */
  static final List<String> QUIET = List.of("-Xlog:aot*=off", "-Xlog:cds*=off");

  private static final String NATIVE_ACCESS = "--enable-native-access=";

  private static final String SELECTORS = "-Djava.nio.channels.spi.SelectorProvider=";

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  private final Path launcher;
  private final Path arguments;
  private final @Nullable AotCache cache;

  private WorkerCommand(Path launcher, Path arguments, @Nullable AotCache cache) {
    this.launcher = launcher;
    this.arguments = arguments;
    this.cache = cache;
  }

  /** The {@code java} of this JVM, which need not exist. */
  static Path launcher() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * Writes the file of arguments.
   *
   * @param directory the private one
   * @param heap bytes that it may grow to
   * @param extra from the settings; they come last and win
   * @param context whose jars the workers need too
   */
  static WorkerCommand prepare(
      Path directory, OptionalLong heap, List<String> extra, @Nullable ClassLoader context)
      throws IOException {
    List<String> parent = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> line = new ArrayList<>(InheritedFlags.of(parent));
    if (Job.class.getModule().isNativeAccessEnabled()
        && line.stream().noneMatch(argument -> argument.startsWith(NATIVE_ACCESS))) {
      line.add(NATIVE_ACCESS + "ALL-UNNAMED"); // by the manifest of a jar, say
    }
    if (extra.stream().noneMatch(argument -> COLLECTOR.matcher(argument).matches())) {
      line.add("-XX:+UseSerialGC"); // one core each: the smallest and the first to start
    }
    // As with G1: without these a counted loop never reaches a safepoint, and a worker in it could
    // not even halt.
    line.add("-XX:+UseCountedLoopSafepoints");
    line.add("-XX:LoopStripMiningIter=1000");
    line.add("-XX:-UsePerfData");
    line.add("-XX:+ExitOnOutOfMemoryError");
    if (line.stream().noneMatch(argument -> argument.startsWith(SELECTORS))) {
      Class<?> found = SelectorProvider.provider().getClass();
      if (found.getClassLoader() == null) {
        // The JDK's, as the worker would find too, by looking into every jar before it can call.
        line.add(SELECTORS + found.getName());
      }
    }
    heap.ifPresent(bytes -> line.add("-Xmx" + bytes));
    line.addAll(extra);
    String classPath = WorkerClassPath.of(parent, context);
    @Nullable AotCache cache = cache(line, classPath, directory);
    line.add(0, "-XX:ErrorFile=" + directory.resolve(CrashLog.PREFIX + "%p" + CrashLog.SUFFIX));
    line.add("-cp");
    line.add(classPath);
    Path file = directory.resolve("arguments");
    write(file, line);
    return new WorkerCommand(launcher(), file, cache);
  }

  private static @Nullable AotCache cache(List<String> flags, String classPath, Path mine) {
    try {
      return AotCache.of(flags, classPath, mine);
    } catch (IOException | RuntimeException e) {
      Log.gil().log(System.Logger.Level.DEBUG, "workers start without a cache", e);
      return null;
    }
  }

  /** For the cache of the workers that this starts; null if there can be none. */
  @Nullable AotCache cache() {
    return cache;
  }

  /** A file of arguments for the launcher. */
  static void write(Path file, List<String> line) throws IOException {
    Files.write(file, line.stream().map(WorkerCommand::quoted).toList()); // again, if it failed
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

  /**
   * Starts a worker that waits for its orders.
   *
   * @param with the cache to use; null for none
   */
  Process start(@Nullable AotCache with) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.add("@" + arguments);
    if (with != null) {
      command.addAll(QUIET);
      command.add("-XX:AOTCache=" + with.file());
    }
    command.add(WorkerMain.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    INHERITED_VARIABLES.forEach(builder.environment()::remove);
    return builder.start();
  }
}
