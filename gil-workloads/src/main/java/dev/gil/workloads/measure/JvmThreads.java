package dev.gil.workloads.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much processor time JVMs have used for themselves: their compilers, collectors and whatever
 * else of theirs runs nobody's code. Linux tells it by thread, to the nanosecond.
 *
 * @param nanos by thread id
 */
record JvmThreads(Map<Integer, Long> nanos) {
  /** How their names begin in HotSpot, of which Linux keeps 15 letters. */
  private static final List<String> NAMES =
      List.of(
          "C1 Compiler",
          "C2 Compiler",
          "GC Thread",
          "G1 ",
          "VM Thread",
          "VM Periodic",
          "Monitor Defla",
          "Service Thread",
          "Signal Dispatc",
          "Reference Hand",
          "Notification T");

  /** Of these processes, as of now; nothing where the system does not tell. */
  static JvmThreads of(List<Long> pids) {
    Map<Integer, Long> nanos = new HashMap<>();
    for (long pid : pids) {
      try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
        threads.forEach(thread -> add(thread, nanos));
      } catch (IOException | UncheckedIOException e) {
        // Not Linux, or the process has ended.
      }
    }
    return new JvmThreads(nanos);
  }

  private static void add(Path thread, Map<Integer, Long> nanos) {
    try {
      String name = Files.readString(thread.resolve("comm"));
      if (NAMES.stream().anyMatch(name::startsWith)) {
        String times = Files.readString(thread.resolve("schedstat"));
        nanos.put(
            Integer.valueOf(thread.getFileName().toString()),
            Long.valueOf(times.substring(0, times.indexOf(' '))));
      }
    } catch (IOException | RuntimeException e) {
      // The thread has ended, or this kernel does not count.
    }
  }

  /** Whether anything is known. */
  boolean isKnown() {
    return !nanos.isEmpty();
  }

  /** Nanoseconds since an earlier reading; threads that have ended since are not in it. */
  long since(JvmThreads before) {
    return nanos.entrySet().stream()
        .mapToLong(now -> now.getValue() - before.nanos.getOrDefault(now.getKey(), 0L))
        .sum();
  }
}
