package dev.gil.workloads.measure;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.workloads.companion.CompanionProcess;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a strategy takes before it does anything, found out by starting it: one that says it runs
 * here may still not.
 *
 * @param strategy its id
 * @param startMs until its first task had ended, in a JVM that had not used it before; NaN if it
 *     did not start
 * @param taskBytes what one more task that waits takes, threads and worker processes included; NaN
 *     if this system does not tell
 * @param workerBytes of main memory that a worker process has before its first task; NaN without
 *     such workers, or if this system does not tell
 * @param problem why it did not start; empty if it did
 */
public record Footprint(
    String strategy, double startMs, double taskBytes, double workerBytes, String problem) {
  /** A heap that is all in main memory from the start, so that what grows is not the heap. */
  private static final List<String> FLAGS =
      List.of(
          "-Xms128m",
          "-XX:+AlwaysPreTouch",
          "--enable-native-access=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");

  /**
   * Measures, in JVMs made for it, memory of as many strategies at a time as there are processors.
   * Takes some seconds.
   *
   * @param strategies in the order of the answer
   * @param classPath where they are, if this JVM's class path has not all of them; may be empty
   * @throws IOException if such a JVM did not start
   */
  public static List<Footprint> of(List<ParallelismStrategy> strategies, String classPath)
      throws IOException, InterruptedException {
    List<String> ids = strategies.stream().map(ParallelismStrategy::id).toList();
    List<String> starts = ask(FootprintMain.STARTS, ids, classPath);
    List<Future<List<String>>> memories = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (int i = 0; i < ids.size(); i++) {
        List<String> one = List.of(ids.get(i));
        boolean started = problem(starts, i).isEmpty();
        memories.add(
            pool.submit(
                () -> started ? ask(FootprintMain.MEMORY, one, classPath) : List.of("NaN", "NaN")));
      }
    }
    List<Footprint> footprints = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      List<String> memory = result(memories.get(i));
      footprints.add(
          new Footprint(
              ids.get(i),
              Double.parseDouble(starts.get(2 * i)),
              Double.parseDouble(memory.getFirst()),
              Double.parseDouble(memory.getLast()),
              problem(starts, i)));
    }
    return footprints;
  }

  private static String problem(List<String> starts, int strategy) {
    return URLDecoder.decode(starts.get(2 * strategy + 1), StandardCharsets.UTF_8).substring(1);
  }

  private static List<String> ask(String what, List<String> ids, String classPath)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(what));
    arguments.addAll(ids);
    try (CompanionProcess process =
        CompanionProcess.start(
            FLAGS, classPath, FootprintMain.class, arguments.toArray(String[]::new))) {
      return process.said();
    }
  }

  private static List<String> result(Future<List<String>> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IOException("the memory of a strategy was not measured", e.getCause());
    }
  }

  /** In the unit that leaves two or three digits; {@code -} if not known. */
  public static String size(double bytes) {
    if (Double.isNaN(bytes)) {
      return "-";
    }
    if (bytes < 1_000) {
      return String.format(Locale.ROOT, "%.0f B", bytes);
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, bytes < 10_000 ? "%.1f kB" : "%.0f kB", bytes / 1e3);
    }
    return String.format(Locale.ROOT, bytes < 1e7 ? "%.1f MB" : "%.0f MB", bytes / 1e6);
  }
}
