package dev.gil.executors.processes;

import dev.gil.internal.log.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How many bytes of a process are in main memory. For one thread. */
abstract class ResidentMemory {
  /** Bytes by process id, of those processes that could be looked at. */
  abstract Map<Long, Long> of(List<Long> pids);

  /** What this machine has: Linux tells by files, others by a command. */
  static ResidentMemory here() {
    Path files = Path.of("/proc");
    return Files.isReadable(files.resolve("self/status")) ? new ByFile(files) : new ByCommand("ps");
  }

  /** {@code /proc/PID/status}, which tells in kilobytes whatever the size of a page is. */
  static final class ByFile extends ResidentMemory {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    private final Path files;

    ByFile(Path files) {
      this.files = files;
    }

    @Override
    Map<Long, Long> of(List<Long> pids) {
      Map<Long, Long> sizes = new HashMap<>();
      for (long pid : pids) {
        try {
          Path status = files.resolve(Long.toString(pid)).resolve("status");
          Matcher resident =
              RESIDENT.matcher(Files.readString(status, StandardCharsets.ISO_8859_1));
          if (resident.find()) {
            sizes.put(pid, Long.parseLong(resident.group(1)) << 10);
          }
        } catch (IOException e) {
          // It has ended.
        }
      }
      return sizes;
    }
  }

  /** POSIX's {@code ps}: a process each time, so more seldom than it is asked for. */
  static final class ByCommand extends ResidentMemory {
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*(\\d+)\\s+(\\d+)\\s*$");
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final String command;
    private Map<Long, Long> last = Map.of();
    private @Nullable Long since; // when it was asked last
    private boolean complained;

    ByCommand(String command) {
      this.command = command;
    }

    @Override
    Map<Long, Long> of(List<Long> pids) {
      long now = System.nanoTime();
      if (!pids.isEmpty() && (since == null || now - since >= PERIOD.toNanos())) {
        since = now;
        last = ask(pids.stream().map(String::valueOf).collect(Collectors.joining(",")));
      }
      return last;
    }

    private Map<Long, Long> ask(String pids) {
      ProcessBuilder ps = new ProcessBuilder(command, "-o", "pid=", "-o", "rss=", "-p", pids);
      ps.redirectError(ProcessBuilder.Redirect.DISCARD);
      try {
        Process asked = ps.start();
        byte[] answer = asked.getInputStream().readAllBytes();
        Map<Long, Long> sizes = new HashMap<>();
        Matcher line = LINE.matcher(new String(answer, StandardCharsets.US_ASCII));
        while (line.find()) {
          sizes.put(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)) << 10);
        }
        return sizes;
      } catch (IOException e) {
        if (!complained) {
          complained = true;
          Log.gil()
              .log(
                  System.Logger.Level.WARNING,
                  "the memory of worker processes is not limited: there is no /proc, and " + e);
        }
        return Map.of();
      }
    }
  }
}
