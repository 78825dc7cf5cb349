package dev.gil.executors.processes;

import dev.gil.internal.log.Log;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The making of an {@link AotCache} in the background, as this JVM sees it: a process of the lowest
 * priority, one at a time, tried once for each cache. It outlives the runner that asked for it, and
 * ends when this JVM does, however it ends: it reads from a pipe that the kernel closes then.
 */
final class CacheBuild {
  private static final List<Path> NICE = List.of(Path.of("/usr/bin/nice"), Path.of("/bin/nice"));

  private static final Set<Path> TRIED = new HashSet<>(); // guarded by the class
  private static @Nullable Process running; // guarded by the class

  private CacheBuild() {}

  /** Starts to make the cache, unless it is there, or was tried, or another is being made. */
  static synchronized void begin(AotCache cache) {
    if (running != null || !cache.isMissing() || !TRIED.add(cache.file())) {
      return;
    }
    try {
      Process process = builder(cache).start();
      running = process;
      var _ = process.onExit().thenAccept(CacheBuild::ended);
      DataOutputStream out = new DataOutputStream(process.getOutputStream());
      out.writeUTF(cache.file().toString());
      write(cache.flags(), out);
      write(cache.jars(), out);
      out.flush(); // and stays open
    } catch (IOException e) {
      Log.gil().log(System.Logger.Level.DEBUG, "no cache for workers could be made", e);
    }
  }

  static void write(List<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static ProcessBuilder builder(AotCache cache) {
    List<String> line = new ArrayList<>();
    for (Path nice : NICE) {
      if (line.isEmpty() && Files.isExecutable(nice)) {
        line.addAll(List.of(nice.toString(), "-n", "19"));
      }
    }
    line.addAll(
        List.of(
            WorkerCommand.launcher().toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xmx64m",
            "-cp",
            String.join(File.pathSeparator, cache.jars()),
            CacheBuilder.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    WorkerCommand.INHERITED_VARIABLES.forEach(builder.environment()::remove);
    return builder;
  }

  private static synchronized void ended(Process process) {
    running = null;
    Log.gil()
        .log(
            System.Logger.Level.DEBUG,
            () -> "the making of a cache for workers ended with " + process.exitValue());
  }
}
